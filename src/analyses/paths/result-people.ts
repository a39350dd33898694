import type { Fields } from '#vocabulary/fields.ts';
import type { PathsPartial } from './kernel.ts';
import { inGroup } from './result-compare.ts';
import { matrixPlaces, matrixStart } from './result-matrix.ts';
import { BETWEEN, Places, VisitReader } from './result-visits.ts';
import type { PathsSpec } from './spec.ts';

/** Says of the nodes [from, to) of a visit, or of its whole [start, end), whether it is meant; `first` is at the matrix’s first place. */
type Meant = (start: number, end: number, from: number, to: number, first: number | null) => boolean;

const FORMS = ['link', 'node', 'edge', 'graphNode', 'position', 'variant', 'leftOut'] as const;
type Form = (typeof FORMS)[number];
/** These are of the parts of visits that are paths, the others of whole visits. */
const OF_PATHS: readonly Form[] = ['link', 'node', 'variant'];

/**
 * `{ link: ["1_a", "2_b"] }`, `{ node: "2_b" }` with `ends`; of the graph `{ edge: ["a", "b"] }`, `{ graphNode: "a" }`
 * with `starts`, `ends` or `repeats`, who came there more than once in a visit; `{ position: "2_b" }` of the matrix; `{ variant: ["a", "b"] }`; `{ leftOut: true }`, who has
 * a visit without the pattern. Of a comparison `of: 0` or `of: 1` says of which group.
 */
export function people(partial: PathsPartial, pointer: Fields, spec: PathsSpec): Uint32Array | null {
  const asked = FORMS.filter((form) => pointer.has(form));
  if (asked.length !== 1) {
    pointer.refuse(
      asked[1] ?? 'link',
      'paths/pointer',
      asked.length === 0 ? 'Which people?' : 'Only one of these can be asked for.',
      'Give a link: ["1_a", "2_b"], or a node, edge, graphNode, position, variant or leftOut.',
    );
    return null;
  }
  const form = asked[0]!;
  const isAsked = askedGroup(partial, pointer);
  const found = form === 'leftOut' ? withoutPattern(partial, pointer) : whoDid(form, partial, pointer, spec);
  if (!found || !isAsked) return null;
  return Uint32Array.from(found.filter(isAsked), (unit) => partial.firstPerson + unit);
}

function whoDid(form: keyof typeof MEANT, partial: PathsPartial, pointer: Fields, spec: PathsSpec): number[] | null {
  const meant = MEANT[form](partial, pointer, spec);
  if (!meant) return null;
  const found: number[] = [];
  for (const visit = new VisitReader(partial, OF_PATHS.includes(form) ? 'paths' : 'visits'); visit.next();) {
    const { unit, start, end, from, to } = visit;
    if (found.at(-1) !== unit && meant(start, end, from, to, matrixStart(spec, visit))) found.push(unit);
  }
  return found;
}

function withoutPattern({ leftOut }: PathsPartial, pointer: Fields): number[] | null {
  if (pointer.boolean('leftOut') !== true || !leftOut)
    return refuse(pointer, 'leftOut', leftOut ? 'Say leftOut: true.' : 'These paths ask for no pattern.');
  return [...leftOut.keys()].filter((unit) => leftOut[unit]! > 0);
}

/** With `of`, only units of the first or the second group compared. */
function askedGroup({ groups }: PathsPartial, pointer: Fields): ((unit: number) => boolean) | null {
  const of = pointer.integer('of', 0, 1);
  if (!pointer.has('of')) return () => true;
  if (of === undefined) return null;
  if (groups) return inGroup(groups, of);
  return refuse(pointer, 'of', 'These paths compare no segments.');
}

type Reader = (partial: PathsPartial, pointer: Fields, spec: PathsSpec) => Meant | null;

const MEANT: Record<Exclude<Form, 'leftOut'>, Reader> = {
  link: (partial, pointer, spec) => {
    const [source, target] = (textsOf(pointer, 'link', 2) ?? []).map((text) => placeOf(text));
    if (!source || !target || target.step !== source.step + 1)
      return refuse(pointer, 'link', 'A link is two nodes in a row, such as ["1_a", "2_b"].');
    const places = new Places(partial, spec);
    const [a, b] = [source, target].map(({ name }) => numberOf(partial, name, places));
    return (_start, _end, from, to) => {
      places.fill(from, to);
      const { node, length } = places;
      return target.step <= length && node[source.step - 1] === a && node[target.step - 1] === b;
    };
  },
  node: (partial, pointer, spec) => {
    const place = placeOf(pointer.string('node') ?? '');
    const ends = pointer.boolean('ends') ?? false;
    if (!place) return refuse(pointer, 'node', 'A node of a step is such as "2_b".');
    const places = new Places(partial, spec);
    const number = numberOf(partial, place.name, places);
    return (_start, _end, from, to) => {
      places.fill(from, to);
      const { node, length, goesOn } = places;
      if (place.step > length || node[place.step - 1] !== number) return false;
      return !ends || (place.step === length && !goesOn);
    };
  },
  edge: (partial, pointer) => {
    const names = textsOf(pointer, 'edge', 2);
    if (!names) return refuse(pointer, 'edge', 'An edge is two nodes, such as ["a", "b"].');
    const { nodes } = partial.sequences;
    const [a, b] = names.map((name) => numberOf(partial, name));
    return (start, end) => {
      for (let i = start + 1; i < end; i++) if (nodes[i - 1] === a && nodes[i] === b) return true;
      return false;
    };
  },
  graphNode: (partial, pointer) => {
    const name = pointer.string('graphNode');
    const starts = pointer.boolean('starts') ?? false;
    const ends = pointer.boolean('ends') ?? false;
    const least = (pointer.boolean('repeats') ?? false) ? 2 : 1;
    if (name === undefined) return null;
    const { nodes } = partial.sequences;
    const number = numberOf(partial, name);
    return (start, end) => {
      if (starts || ends) return (!starts || nodes[start] === number) && (!ends || nodes[end - 1] === number);
      let times = 0;
      for (let i = start; i < end; i++) if (nodes[i] === number && ++times === least) return true;
      return false;
    };
  },
  position: (partial, pointer, spec) => {
    const place = placeOf(pointer.string('position') ?? '', true);
    if (!place) return refuse(pointer, 'position', 'A position is such as "2_b", or around an event "-1_b".');
    const offset = place.step - matrixPlaces(spec).first;
    const { nodes } = partial.sequences;
    const number = numberOf(partial, place.name);
    return (start, end, _from, _to, first) => {
      const at = first === null ? -1 : first + offset;
      return at >= start && at < end && nodes[at] === number;
    };
  },
  variant: (partial, pointer) => {
    const names = textsOf(pointer, 'variant');
    if (!names) return refuse(pointer, 'variant', 'A variant is its nodes in order, such as ["a", "b"].');
    const { nodes } = partial.sequences;
    const numbers = names.map((name) => numberOf(partial, name));
    return (_start, _end, from, to) => to - from === numbers.length && numbers.every((n, i) => nodes[from + i] === n);
  },
};

function refuse(pointer: Fields, name: string, message: string): null {
  pointer.refuse(name, 'paths/pointer', message);
  return null;
}

/** A list of texts, of a given length if any. */
function textsOf(pointer: Fields, name: string, length?: number): string[] | null {
  const list = pointer.raw(name);
  if (!Array.isArray(list) || list.length === 0 || (length !== undefined && list.length !== length)) return null;
  return list.every((text) => typeof text === 'string') ? list : null;
}

/** `2_b` as its step and name; around an event steps before it are negative. */
function placeOf(text: string, around = false): { step: number; name: string } | null {
  const parts = (around ? /^(-?\d{1,6})_(.*)$/s : /^([1-9]\d{0,5})_(.*)$/s).exec(text);
  return parts && { step: Number(parts[1]), name: parts[2]! };
}

/** A number that no node has where there is none of that name. */
function numberOf({ names }: PathsPartial, name: string, places?: Places): number {
  const known = names.indexOf(name);
  return known < 0 && places && name === BETWEEN ? places.between : known;
}
