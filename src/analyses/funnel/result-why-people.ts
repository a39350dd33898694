import type { Fields } from '#vocabulary/fields.ts';
import type { Why } from './kernel-why.ts';
import { comparedIn, lookOf, stillThereAfter } from './result-why.ts';
import type { FunnelWhy } from './spec-why.ts';
import type { FunnelSpec } from './spec.ts';

type Is = (row: number) => boolean;

/**
 * `{ event, when, converted }` and `{ property, value, converted }`: who has the trait and got on, or did not.
 * `{ next }`, `{ last }` and `{ lastValue }`: of those who dropped, who did that next or last, or had that value last;
 * null = nothing more, no value. `{ converted }` alone: everybody compared.
 */
export function peopleOfWhy(why: Why | null, pointer: Fields, spec: FunnelSpec): Uint32Array | null {
  if (why && spec.why) {
    const asked = pointer.object('why');
    return asked ? behind(why, spec.why, spec, asked) : null;
  }
  pointer.refuse('why', 'funnel/pointer', 'This funnel does not ask why.', 'Leave it out, or ask for it.');
  return null;
}

function behind(why: Why, asked: FunnelWhy, spec: FunnelSpec, pointer: Fields): Uint32Array | null {
  const compared = comparedIn(why, asked);
  const troubles = pointer.problems.length;
  const converted = pointer.boolean('converted');
  const chosen = trait(why, asked, spec, compared, pointer) ?? instead(why, pointer);
  if (!chosen && converted === undefined && pointer.problems.length === troubles)
    pointer.refuse('converted', 'funnel/pointer', 'Who of those compared?', 'Say what they did or have.');
  pointer.done();
  if (pointer.problems.length > troubles) return null;
  const wanted = chosen?.converted ?? converted;
  return why.unit.filter(
    (_, row) =>
      compared[row] === 1 &&
      (wanted === undefined || Number.isNaN(why.took[row]!) !== wanted) &&
      (!chosen || chosen.is(row)),
  );
}

interface Chosen {
  is: Is;
  /** Where the number is of these alone. */
  converted?: boolean;
}

function trait(why: Why, asked: FunnelWhy, spec: FunnelSpec, compared: Uint8Array, pointer: Fields): Chosen | null {
  if (pointer.has('event')) {
    const code = why.names.indexOf(pointer.string('event') ?? '');
    const when = pointer.oneOf('when', ['before', 'after'] as const) ?? 'before';
    const { start, codes } = why[when];
    const does = (row: number, counts: (at: number) => boolean): boolean => {
      for (let at = start[row]!; at < start[row + 1]!; at++) if (codes[at] === code && counts(at)) return true;
      return false;
    };
    if (when === 'before') return { is: (row) => does(row, () => true) };
    const look = lookOf(why, asked, spec);
    if (look === null) return { is: () => false };
    const still = stillThereAfter(why, compared, look);
    return { is: (row) => still[row] === 1 && does(row, (at) => why.after.firsts[at]! <= look) };
  }
  if (!pointer.has('property')) return null;
  const column = why.values[(asked.properties ?? []).indexOf(pointer.string('property') ?? '')];
  const is = column && valueIs(column, pointer, 'value');
  if (!is) pointer.refuse('property', 'funnel/pointer', 'The funnel does not ask for it.', 'Name one it asks for.');
  return is ? { is } : null;
}

function instead(why: Why, pointer: Fields): Chosen | null {
  const events = (codes: Uint32Array, name: 'next' | 'last'): Chosen => ({
    is: valueIs({ codes, values: why.names }, pointer, name),
    converted: false,
  });
  if (pointer.has('next')) return events(why.next, 'next');
  if (pointer.has('last')) return events(why.last, 'last');
  if (!pointer.has('lastValue')) return null;
  if (why.lastValue) return { is: valueIs(why.lastValue, pointer, 'lastValue'), converted: false };
  return pointer.refuse('lastValue', 'funnel/pointer', 'The funnel asks for no last value.', 'Leave it out.') ?? null;
}

function valueIs({ codes, values }: { codes: Uint32Array; values: string[] }, pointer: Fields, name: string): Is {
  const wanted = pointer.raw(name);
  const code = wanted === null ? 0 : values.indexOf(String(wanted)) + 1;
  // a value that nobody has is not a missing one
  return (row) => (wanted === null || code > 0) && codes[row] === code;
}
