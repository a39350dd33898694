import type { ColumnFacts } from './column-facts.ts';
import type { TimeReading } from './column-type.ts';
import type { MappingGuess, TableSample, TimeFormat } from './mapping.ts';
import { isSpan } from './time-span.ts';
import { namesOtherTime, nameSays } from './role-names.ts';

/** What a column needs to be taken without asking. */
const SURE = 4;

type TimeGuess = MappingGuess['time'];

const COUNTS: Partial<Record<TimeFormat, string>> = {
  seconds: 'seconds since 1970',
  milliseconds: 'milliseconds since 1970',
  microseconds: 'microseconds since 1970',
};

/** The column of times and the zone to read it in. */
export function guessTime(
  sample: TableSample,
  facts: readonly ColumnFacts[],
  browserZone: string,
): { time: TimeGuess; zone: string } {
  const candidates = facts
    .map((column) => ({ column, reading: column.time, score: timeScore(column) }))
    .filter(
      (found): found is { column: ColumnFacts; reading: TimeReading; score: number } =>
        found.reading !== null && found.score >= 0,
    )
    .sort((a, b) => b.score - a.score || a.column.index - b.column.index);
  const [best, next] = startFirst(candidates);
  const alike =
    best &&
    next &&
    best.score - next.score < 0.5 &&
    nameSays('time', best.column.name) < 4 &&
    !isSpan([best.column, next.column]);
  const sure = best && best.score >= SURE && !alike ? best : null;
  const others = candidates
    .filter((found) => found !== sure)
    .slice(0, 4)
    .map(({ column }) => ({ column: column.name, reason: formatText(sample, column) }));
  if (!sure)
    return {
      time: {
        column: null,
        reason: alike
          ? 'Several columns read as times, and no name tells them apart: choose the one that says when.'
          : 'No column reads as the date or time of an event: choose the one that says when.',
        others,
        format: 'iso',
        hasZone: false,
      },
      zone: browserZone,
    };
  const { column, reading } = sure;
  const zone = reading.hasZone ? 'UTC' : browserZone;
  const reason = [formatText(sample, column), orderText(reading), zoneText(reading, browserZone)]
    .filter(Boolean)
    .join(' ');
  return { time: { column: column.name, reason, others, format: reading.format, hasZone: reading.hasZone }, zone };
}

/** Of start and end of one thing the start says when. */
function startFirst<T extends { column: ColumnFacts; score: number }>(candidates: readonly T[]): readonly T[] {
  const [best, next, ...rest] = candidates;
  const turned = best && next && best.score - next.score < 0.5 && isSpan([next.column, best.column]);
  return turned ? [next, best, ...rest] : candidates;
}

function timeScore(column: ColumnFacts): number {
  const { time, filled, rows, name, distinct } = column;
  if (!time) return -Infinity;
  const said = namesOtherTime(name) ? -4 : nameSays('time', name);
  const exact = time.dateOnly ? 0 : 2;
  const moves = distinct > 1 || filled < 5 ? 1 : -3;
  // a bare number may be anything: its name must agree
  const bare = time.format === 'compact' && said === 0 ? -2 : 0;
  return said + 4 + exact + moves + bare - 8 * (1 - filled / rows) - 10 * (1 - time.share);
}

function formatText(sample: TableSample, { index, time, filled, rows }: ColumnFacts): string {
  const reading = time!;
  const count = COUNTS[reading.format];
  const share =
    reading.unreadable === 0
      ? filled === rows
        ? 'in every row of the sample'
        : `wherever it is filled, ${Math.round((100 * filled) / rows)}% of the rows`
      : `in all rows of the sample but ${reading.unreadable}`;
  if (count) return `Reads as ${count} ${share}.`;
  const values = sample.rows.map((row) => row[index]).filter((value): value is string => !!value);
  return `Reads as ${patternOf(values, reading)} ${share}.`;
}

/** The commonest way in which the times are written, as `YYYY-MM-DD hh:mm:ss`. */
export function patternOf(values: readonly string[], reading: TimeReading): string {
  const counts = new Map<string, number>();
  for (const value of values.slice(0, 200)) {
    const pattern = writtenAs(value.trim(), reading.format);
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

function writtenAs(text: string, format: TimeFormat): string {
  if (format === 'compact') {
    const letters = 'YYYYMMDDhhmmss';
    let at = 0;
    return text.replace(/\d/g, () => letters[at++] ?? 'S');
  }
  const date =
    format === 'iso'
      ? /^\d{4}(\D)\d{1,2}\D\d{1,2}/.exec(text)
      : /^(?:\d{1,2}|[a-z]{3,9})(\D)\s?(?:\d{1,2}|[a-z]{3,9})\D\s?(?:\d{4}|\d{2})/i.exec(text);
  if (!date) return text;
  const mark = date[1]!;
  const order = { iso: ['YYYY', 'MM', 'DD'], dayFirst: ['DD', 'MM', 'YYYY'], monthFirst: ['MM', 'DD', 'YYYY'] };
  const parts = order[format as keyof typeof order].map((part) => part);
  if (format !== 'iso' && /\D\d{2}$/.test(date[0])) parts[2] = 'YY';
  const rest = text
    .slice(date[0].length)
    .replace(/[+-]\d{2}:?\d{2}$|[+-]\d{2}$/, '±hh:mm')
    .replace(
      /\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?/,
      (_, seconds?: string, fraction?: string) =>
        `hh:mm${seconds ? ':ss' : ''}${fraction ? fraction[0] + 'S'.repeat(fraction.length - 1) : ''}`,
    );
  return parts.join(mark) + rest.replace(/[ap]\.?m\.?$/i, 'am/pm');
}

function orderText({ format, order, ambiguous }: TimeReading): string {
  if (!order) return '';
  const [first, other] = format === 'dayFirst' ? ['day', 'month'] : ['month', 'day'];
  if (ambiguous)
    return `Whether day or month stands first cannot be told from the sample: read as ${first} first, check it.`;
  if (order === 'sorted') return `Read as ${first} first, as only so the rows are in the order of time.`;
  return order === 'value' ? `The ${first} stands first: read as ${other} first, some would be no dates.` : '';
}

function zoneText({ hasZone, mixedZone, format }: TimeReading, browserZone: string): string {
  if (COUNTS[format]) return 'Such a count is in UTC.';
  if (hasZone) return 'The text names its zone.';
  const read = `read as ${browserZone}, your browser’s zone.`;
  return mixedZone ? `Some rows name their zone, the others are ${read}` : `No zone in the text: ${read}`;
}
