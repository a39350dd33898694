import { SequenceNumbers } from './kernel-sequences.ts';
import type { Cuts } from './kernel-cuts.ts';
import type { PathsPartial } from './kernel.ts';

function append(left: Uint32Array, right: Uint32Array): Uint32Array {
  const both = new Uint32Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function appendBytes(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function appendWaits(left: PathsPartial['waits'], right: PathsPartial['waits']): PathsPartial['waits'] {
  if (left instanceof Uint32Array && right instanceof Uint32Array) return append(left, right);
  const both = new Float64Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

/** Lists of where things begin, of the left with `size` things. */
const follow = (left: Uint32Array, right: Uint32Array, size: number): Uint32Array =>
  append(
    left,
    right.subarray(1).map((first) => first + size),
  );

const joinedCuts = (left: Cuts, right: Cuts): Cuts => ({
  firstPath: follow(left.firstPath, right.firstPath, left.from.length),
  from: append(left.from, right.from),
  to: append(left.to, right.to),
});

/** The right one's people come after the left one's; its nodes and sequences get the numbers that the left has for them. */
export function joined(left: PathsPartial, right: PathsPartial): PathsPartial {
  const names = [...left.names];
  const numbers = new Map(names.map((name, node) => [name, node]));
  const renumbered = right.names.map((name) => {
    const known = numbers.get(name) ?? names.push(name) - 1;
    numbers.set(name, known);
    return known;
  });
  const known = new SequenceNumbers();
  const numbered = ({ sequences: { starts, nodes } }: PathsPartial, called: (node: number) => number): Uint32Array =>
    Uint32Array.from({ length: starts.length - 1 }, (_, s) => {
      const list = Uint32Array.from(nodes.subarray(starts[s], starts[s + 1]), called);
      return known.number(list, 0, list.length);
    });
  numbered(left, (node) => node);
  const ofRight = numbered(right, (node) => renumbered[node]!);
  const visits = left.sequence.length;
  return {
    firstPerson: left.firstPerson,
    units: left.units + right.units,
    names,
    excluded: [...new Set([...left.excluded, ...right.excluded])],
    sequences: known.sequences(),
    firstVisit: follow(left.firstVisit, right.firstVisit, visits),
    sequence: append(
      left.sequence,
      right.sequence.map((sequence) => ofRight[sequence]!),
    ),
    groups: left.groups && right.groups ? appendBytes(left.groups, right.groups) : null,
    waits: appendWaits(left.waits, right.waits),
    centres: left.centres && right.centres && append(left.centres, right.centres),
    cuts: left.cuts && right.cuts && joinedCuts(left.cuts, right.cuts),
    leftOut: left.leftOut && right.leftOut && append(left.leftOut, right.leftOut),
  };
}
