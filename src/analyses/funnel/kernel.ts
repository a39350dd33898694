import { peopleIn, type KernelInput } from '#log/shard.ts';
import { blockEnd } from '../blocks.ts';
import type { Kernel } from '../kind.ts';
import { AttemptTally } from './kernel-attempt-tally.ts';
import { CountTally, mergeCounts } from './kernel-count.ts';
import { GroupTally, mergeGroups, mergeTrend, renumberedTrend } from './kernel-groups.ts';
import { QuickFunnel } from './kernel-quick.ts';
import { labIn, mergeLab } from './kernel-lab.ts';
import { PersonFunnel } from './kernel-person.ts';
import { noRows, Tally, type FunnelPartial } from './kernel-tally.ts';
import { mergeTies } from './kernel-ties.ts';
import { mergeWhy, upTo, whyOf } from './kernel-why.ts';
import { mergeWindows, WindowTally } from './kernel-windows.ts';
import type { FunnelOptions } from './switches.ts';

function* ofSpan(input: KernelInput, options: FunnelOptions): Generator<void, FunnelPartial> {
  const { personStart } = input.shard;
  const people = peopleIn(input.shard);
  const tally = new Tally(input, options);
  // what is held comes after the breakdown's
  const columns = input.columns.slice(0, input.columns.length - options.hold);
  const groups = options.breakdown && new GroupTally({ ...input, columns }, options);
  const each = new PersonFunnel(input, options, groups);
  const quick = QuickFunnel.of(input, options, each, tally);
  const attempts = options.count === 'attempts' ? new AttemptTally(options, each, tally, groups) : null;
  const { windowCurve } = options;
  const windows =
    windowCurve && new WindowTally(input, { ...options, windowCurve }, (person) => tally.depth(person) > 0);
  for (let person = 0; person < people;) {
    const first = person;
    person = blockEnd(personStart, first);
    if (quick) quick.block(first, person);
    else if (attempts) for (let p = first; p < person; p++) attempts.count(p);
    else
      for (let p = first; p < person; p++) {
        each.solve(p);
        tally.count(p, each.way, each.journey.time, each.decidedByTies);
      }
    if (groups) for (let p = first; p < person; p++) groups.count(p, tally.depth(p), each);
    if (windows) windows.block(first, person);
    yield;
  }
  return {
    ...tally.done(each.trend && each.trend.done(), groups && groups.done(), attempts && attempts.rows),
    windows: windows && windows.done(),
    ties: each.ties.done(),
  };
}

function* counted(input: KernelInput, options: FunnelOptions): Generator<void, FunnelPartial | null> {
  const { personStart } = input.shard;
  const people = peopleIn(input.shard);
  const { breakdown, windowCurve } = options;
  if (options.ways || breakdown?.at === 'any' || typeof breakdown?.at === 'number') return null;
  const groups = breakdown && new GroupTally(input, options);
  const each = new PersonFunnel(input, options, groups);
  const tally = new CountTally(input, options, groups);
  const quick = QuickFunnel.of(input, options, each, tally);
  if (!quick) return null;
  const windows =
    windowCurve && new WindowTally(input, { ...options, windowCurve }, (person) => tally.began![person] === 1);
  for (let person = 0; person < people;) {
    const first = person;
    person = blockEnd(personStart, first);
    quick.block(first, person);
    if (windows) windows.block(first, person);
    yield;
  }
  return {
    ...noRows(input, options),
    units: tally.units,
    open: tally.open,
    decidedByTies: tally.decidedByTies,
    groups: groups && { ...groups.done(), group: new Uint32Array() },
    windows: windows && windows.done(),
    ties: each.ties.done(),
    counted: tally.done(),
  };
}

export const kernel: Kernel<FunnelOptions, FunnelPartial> = {
  *run(input, options) {
    const { why } = options;
    const columns = input.columns.slice(0, input.columns.length - options.whyColumns);
    const asked = { ...input, columns };
    const partial = yield* ofSpan(asked, options);
    if (why) {
      const first = yield* ofSpan({ ...asked, matches: asked.matches.slice(0, why.from + 1) }, upTo(options, why.from));
      partial.why = yield* whyOf(input, { ...options, why }, partial, first);
    }
    if (options.lab) return { ...partial, lab: yield* labIn(asked, options, options.lab, partial, ofSpan) };
    if (!options.previous) return partial;
    // the breakdown is of the range asked for
    const before = { ...options, breakdown: null };
    return { ...partial, previous: yield* ofSpan({ ...asked, span: options.previous }, before) };
  },

  count: counted,

  merge(left, right) {
    return {
      firstPerson: left.firstPerson,
      units: left.units + right.units,
      open: left.open + right.open,
      decidedByTies: left.decidedByTies + right.decidedByTies,
      endMs: left.endMs,
      person: left.person && joined(left.person, right.person!),
      depth: joined(left.depth, right.depth),
      flags: joined(left.flags, right.flags),
      times: left.times.map((list, k) => joined(list, right.times[k]!)),
      filled: left.filled && left.filled.map((list, k) => joined(list, right.filled![k]!)),
      previous: left.previous && kernel.merge(left.previous, right.previous!),
      groups: left.groups && mergeGroups(left.groups, right.groups!, joined),
      ties: mergeTies(left.ties, right.ties, joined),
      windows: left.windows && mergeWindows(left.windows, right.windows!, joined),
      why: left.why && mergeWhy(left.why, right.why!, joined),
      trend: left.trend && mergeTrend(left.trend, renumberedTrend(left, right), joined),
      ...(left.counted && {
        counted: mergeCounts(
          left.counted,
          right.counted!,
          left.groups && { left: left.groups.keys, right: right.groups!.keys },
          left.times.length,
          joined,
        ),
      }),
      ...(left.lab && { lab: mergeLab(left.lab, right.lab!, kernel.merge, joined) }),
    };
  },
};

function joined<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(left: T, right: T): T {
  const out = new (left.constructor as new (length: number) => T)(left.length + right.length);
  out.set(left);
  out.set(right, left.length);
  return out;
}
