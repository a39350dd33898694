import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { Behind, Segment } from '#segments/spec.ts';
import { isAnalysis } from '#state/people.svelte.ts';

/** The rule that everybody behind a number meets, or why there is none. */
export type SegmentOf = { segment: Segment } | { reason: string };

export function segmentOf(document: AnalysisDocument | SegmentDocument, pointer: Pointer = {}): SegmentOf {
  if (!isAnalysis(document)) return { segment: document.segment };
  const { unit } = document;
  if (typeof unit === 'object')
    return { reason: `These are values of ${unit.property}, not people: no rule on people holds for them.` };
  const kind: string = document.analysis.kind;
  const step = kind === 'funnel' ? stepOf(pointer) : null;
  if (step) return { segment: { funnel: document, ...step } };
  return { segment: { behind: document, pointer: pointer as Behind['pointer'] } };
}

/** The step of a pointer that says nothing else. */
function stepOf({ step, dropped, ...others }: Pointer): { reached: number } | { dropped: number } | null {
  if (typeof step !== 'number' || Object.keys(others).length > 0) return null;
  if (dropped === undefined || dropped === false) return { reached: step };
  return dropped === true ? { dropped: step } : null;
}

/** What leads a heading and says only how many: a segment follows the data, its name should not hold a count. */
const COUNTED = /^[\d,.\s]+ (?:people|person|sessions?)\b\s*/;

/** A proposal is read at a glance; it may be made longer by hand. */
const LONGEST_NAME = 60;

/** A name for the people under a heading that none of `taken` has: `391 people left at payment` is `Left at payment`. */
export function segmentName(heading: string, taken: readonly string[]): string {
  const words = heading.replace(COUNTED, '').trim();
  if (words === '') return '';
  const [first = '', ...rest] = words;
  const name = first.toUpperCase() + rest.join('');
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : ` ${n}`;
    const candidate = Array.from(name).slice(0, LONGEST_NAME).join('').concat(ending);
    if (!taken.includes(candidate)) return candidate;
  }
}
