import { durationText } from '#vocabulary/duration.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { patternPrinted } from '#vocabulary/pattern-print.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import { IN_RANGE, MATCHED, OPEN, type SequencePartial } from './kernel.ts';
import type { SequenceSpec } from './spec.ts';

export interface SequenceResult extends ResultBase {
  kind: 'sequence';
  /** Units with a match. */
  matched: number;
  /** Matches without overlap, of all units. */
  matches: number;
  /** Units among the matched whose every match may still be undone by what must not follow. */
  open: number;
}

export function finish(
  { flags, matches }: SequencePartial,
  spec: SequenceSpec,
): Omit<SequenceResult, 'kind' | 'elapsedMs' | 'warnings'> {
  const count = (flag: number): number => flags.reduce((n, each) => n + (each & flag ? 1 : 0), 0);
  const units = count(IN_RANGE);
  const matched = count(MATCHED);
  const within = spec.within ? durationText(spec.within) : null;
  return {
    units,
    matched,
    matches,
    open: count(OPEN),
    rules: [
      { name: 'pattern', value: null, text: `looks for ${patternPrinted(spec.pattern)}`, from: 'document' },
      {
        name: 'within',
        value: within,
        text: within ? `a match takes at most ${within}` : 'a match may take any time',
        from: within ? 'document' : 'default',
      },
    ],
    ...(matched === 0 && {
      empty:
        units === 0
          ? { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' }
          : {
              reason: 'Nobody did this in this range.',
              hint: 'Let other events lie between, or choose a wider range.',
            },
    }),
  };
}

/** `{ matched: true }`: has a match; `{ matched: false }`: has none; `{ open: true }`: every match may still be undone. */
export function people({ flags, firstPerson }: SequencePartial, pointer: Fields): Uint32Array | null {
  const before = pointer.problems.length;
  const matched = pointer.boolean('matched');
  const open = pointer.boolean('open') ?? false;
  if (pointer.problems.length > before) return null;
  if (matched === undefined && !open) {
    pointer.refuse('matched', 'sequence/pointer', 'Which people?', 'Say matched: true, matched: false or open: true.');
    return null;
  }
  const wanted = open ? OPEN : MATCHED;
  const set = open || matched === true;
  const found = [...flags.keys()].filter((p) => flags[p]! & IN_RANGE && ((flags[p]! & wanted) !== 0) === set);
  return Uint32Array.from(found, (p) => firstPerson + p);
}
