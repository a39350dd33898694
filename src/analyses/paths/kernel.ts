import { hasBit } from '#log/bitmap.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import type { Kernel } from '../kind.ts';
import { count, type CountedGraph } from './kernel-graph.ts';
import { joinedGraphs } from './kernel-graph-merge.ts';
import { groupsAt } from './kernel-groups.ts';
import { NodeNumbers, NONE } from './kernel-names.ts';
import type { Sequences } from './kernel-sequences.ts';
import type { Cuts } from './kernel-cuts.ts';
import { VisitPattern } from './kernel-pattern.ts';
import { MOST_UINT32, Visits } from './kernel-visits.ts';
import { joined } from './kernel-merge.ts';
import { matcher, nodeFlags } from './kernel-matches.ts';
import type { PathsOptions } from './switches.ts';

/** Events between two breaths. */
const BLOCK = 1 << 16;

/**
 * What one shard says: every visit as the number of its whole sequence of nodes, people in order. All that is shown is
 * counted from it, and so are the people behind a number.
 */
export interface PathsPartial {
  firstPerson: number;
  /** Units with an event in the range. */
  units: number;
  /** Of nodes, by number. */
  names: string[];
  /** Nodes met that the question leaves out. */
  excluded: string[];
  sequences: Sequences;
  /** people + 1 entries: person p's visits are [firstVisit[p], firstVisit[p + 1]). */
  firstVisit: Uint32Array;
  /** By visit. */
  sequence: Uint32Array;
  /**
   * Microseconds since the node before in the visit, 0 of its first: one number for each node of each visit, one visit
   * after the other.
   */
  waits: Uint32Array | Float64Array;
  /** With a start or an end: which parts of visits are paths. */
  cuts: Cuts | null;
  /** With a matrix around an event: the place of its first in each visit, 1 = the first node, 0 = it has none. */
  centres: Uint32Array | null;
  /** With a pattern: by person, how many visits lack it; they are not among the visits. */
  leftOut: Uint32Array | null;
  /** With a comparison, by person: bits of the groups they are in; 0 also of who has no event in the range. */
  groups: Uint8Array | null;
}

function* run(input: KernelInput, options: PathsOptions): Generator<void, PathsPartial> {
  const { shard, span, exists } = input;
  const { personStart, event, time } = shard;
  const { passes, possible } = matcher(input.matches.slice(0, options.events), shard.names.length);
  const numbers = new NodeNumbers(shard.names, input.columns.slice(0, options.groupsFrom), options, possible);
  const groupOf = groupsAt(input.columns.slice(options.groupsFrom));
  const flagsOf = nodeFlags(numbers, input.matches, options);
  const visits = new Visits(options, event.length);
  const nodeOf = numbers.ofCode;
  const people = peopleIn(shard);
  const firstVisit = new Uint32Array(people + 1);
  const groups = groupOf && new Uint8Array(people);
  const gapUs = options.gapMs * 1000;
  const { collapse } = options;
  const pattern = options.pattern && new VisitPattern(input, options.pattern, gapUs);
  const leftOut = pattern && new Uint32Array(people);
  let units = 0;
  let nextBreath = BLOCK;
  for (let p = 0; p < people; p++) {
    let from = personStart[p]!;
    let to = personStart[p + 1]!;
    while (from < to && time[from]! < span.fromMs) from++;
    while (from < to && time[to - 1]! > span.toMs) to--;
    visits.reserve(to - from);
    const { nodes, flags } = visits;
    let { waits, waited } = visits;
    let seen = false;
    let length = 0;
    let lastMs = 0;
    let firstEvent = from;
    let lastEvent = from;
    pattern?.begin(from);
    for (let e = from; e < to; e++) {
      if (exists && !hasBit(exists, e)) continue;
      if (groups && !seen) groups[p] = groupOf(e);
      seen = true;
      const code = event[e]!;
      if (passes && !passes(code, e)) continue;
      let node = nodeOf[code]!;
      if (node < 0) node = numbers.numberOf(code, e);
      if (node === NONE) continue;
      const timeMs = time[e]!;
      // whole microseconds, as that is what times are kept to
      const waitUs = Math.round((timeMs - lastMs) * 1000);
      lastMs = timeMs;
      const before = lastEvent;
      lastEvent = e;
      if (length > 0 && waitUs <= gapUs) {
        if (collapse && node === nodes[length - 1]) {
          // repeats are one node with the time of the last
          if (length > 1) {
            const sumUs = waits[waited - 1]! + waitUs;
            if (sumUs > MOST_UINT32) waits = visits.widen(waited);
            waits[waited - 1] = sumUs;
          }
          if (flagsOf) flags[length - 1]! |= flagsOf(node, code, e);
          continue;
        }
        if (waitUs > MOST_UINT32) waits = visits.widen(waited);
        waits[waited++] = waitUs;
        nodes[length++] = node;
      } else {
        if (length > 0) {
          if (!pattern || pattern.holds(firstEvent, before, e)) visits.end(length);
          else {
            waited -= length;
            leftOut![p]!++;
          }
        }
        firstEvent = e;
        waits[waited++] = 0;
        nodes[0] = node;
        length = 1;
      }
      if (flagsOf) flags[length - 1] = flagsOf(node, code, e);
    }
    if (length > 0) {
      if (!pattern || pattern.holds(firstEvent, lastEvent, to)) visits.end(length);
      else {
        waited -= length;
        leftOut![p]!++;
      }
    }
    visits.waited = waited;
    if (seen) units++;
    firstVisit[p + 1] = visits.size;
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return {
    firstPerson: shard.firstPerson,
    units,
    names: numbers.names,
    excluded: [...numbers.excluded],
    firstVisit,
    groups,
    leftOut,
    ...visits.done(),
  };
}

/** Of a question for the graph alone it may be counted without the visits. */
export type PathsCounted = PathsPartial | CountedGraph;

function merge(left: PathsPartial, right: PathsPartial): PathsPartial;
function merge(left: PathsCounted, right: PathsCounted): PathsCounted;
function merge(left: PathsCounted, right: PathsCounted): PathsCounted {
  if ('sequences' in left && 'sequences' in right) return joined(left, right);
  return joinedGraphs(left as CountedGraph, right as CountedGraph);
}

export const kernel = { run, count, merge } satisfies Kernel<PathsOptions, PathsCounted>;
