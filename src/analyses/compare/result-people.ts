import type { Fields } from '#vocabulary/fields.ts';
import type { ComparePartial } from './kernel.ts';
import { combinationOf } from './result-overlap.ts';
import { setsOf, type Sets } from './result-sets.ts';
import { listValues, OTHER } from './result-values.ts';
import { DEFAULT_TOP, type CompareSpec } from './spec.ts';

/**
 * `{ of: 0, event: 'Order' }`, `{ of: 0, property: 'device', value: 'Phone' }`: who of segment 0 has it, without `of`
 * who of the base; without `value` who has any; `{ of: 0 }` all of them, with `shared: true` who is in another segment,
 * too. `{ in: [0, 2] }`: who is in exactly these segments.
 */
export function people(
  partial: ComparePartial,
  pointer: Fields,
  spec: CompareSpec,
  ofSegments: ComparePartial[],
): Uint32Array | null {
  const { segments } = spec;
  const sets = setsOf(partial, ofSegments, segments.length);
  const before = pointer.problems.length;
  const exact = pointer.list('in', (value) =>
    typeof value === 'number' && segments[value]
      ? value
      : pointer.refuse('in', 'compare/pointer', 'There is no such segment.', `Count from 0 to ${segments.length - 1}.`),
  );
  const of = pointer.integer('of', 0, segments.length - 1);
  const shared = pointer.boolean('shared') ?? false;
  const event = pointer.string('event');
  const property = pointer.string('property');
  const value = pointer.raw('value');
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'compare/pointer', message, hint);
    return null;
  };
  if (pointer.problems.length > before) return null;
  if (exact) {
    const bits = exact.reduce((sum, i) => sum | (1 << i), 0);
    return chosen(sets, (u) => sets.of[u]! > 0 && combinationOf(sets, u) === bits);
  }
  const group = 1 << (of === undefined ? 0 : 1 + of);
  const inGroup = (u: number): boolean => (sets.of[u]! & group) !== 0;
  if (shared) {
    const own = of === undefined ? 0 : 1 << of;
    return chosen(sets, (u) => inGroup(u) && (combinationOf(sets, u) & ~own) !== 0);
  }
  if (event !== undefined) {
    const { did } = partial;
    if (!did) return refuse('event', 'This comparison is without events.', 'Leave `events` out of it.');
    const code = did.names.indexOf(event);
    const { start, codes } = did;
    return chosen(sets, (u) => inGroup(u) && codes.subarray(start[u], start[u + 1]).includes(code));
  }
  if (property === undefined) return chosen(sets, inGroup);
  const column = partial.attributes[spec.properties?.indexOf(property) ?? -1];
  if (!column) return refuse('property', `“${property}” is not compared here.`, 'Add it to `properties`.');
  const { codes, values } = column;
  if (value === undefined) return chosen(sets, (u) => inGroup(u) && codes[u]! > 0);
  if (value !== null && typeof value !== 'string')
    return refuse('value', 'A value is a text, or null for none.', 'Give it as the result does.');
  if (value === OTHER) {
    const { rows, place } = listValues(sets, column, spec.top ?? DEFAULT_TOP);
    const other = rows.findIndex((row) => row.value === OTHER);
    if (other >= 0) return chosen(sets, (u) => inGroup(u) && place[codes[u]!] === other);
  }
  const wanted = value === null || value === '' ? 0 : values.indexOf(value) + 1 || -1;
  return chosen(sets, (u) => inGroup(u) && codes[u] === wanted);
}

function chosen({ of }: Sets, is: (unit: number) => boolean): Uint32Array {
  const out: number[] = [];
  for (let u = 0; u < of.length; u++) if (is(u)) out.push(u);
  return Uint32Array.from(out);
}
