import type { TimeReader } from '#log/log-builder.ts';
import { zoneReader } from '#vocabulary/calendar.ts';
import type { TimeFormat } from './mapping.ts';
import { dayNumber, NO_ZONE, TimeText } from './time-text.ts';

const DAY_MS = 86_400_000;
const FIRST_MS = dayNumber(1, 1, 1) * DAY_MS;
const AFTER_LAST_MS = (dayNumber(9999, 12, 31) + 1) * DAY_MS;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const SPACE = 32;
const COMMA = 44;
const COLON = 58;
/** Z */
const UTC_MARK = 90;

/**
 * Reads the times of one column straight from the bytes of the file: no strings, no Date, about 0.05 µs each.
 * A wall-clock time without a zone is read in `zone`; of an hour that the clocks repeat, the earlier.
 * Years 1 to 9999; a fraction of a second has up to nine digits and is cut to the microsecond.
 */
export function timeReader(format: TimeFormat, zone: string): TimeReader {
  switch (format) {
    case 'seconds':
      return epochReader(1000, 1);
    case 'milliseconds':
      return epochReader(1, 1);
    case 'microseconds':
      return epochReader(1, 1000);
    case 'compact':
      return textReader(zone, compactDate, true);
    case 'dayFirst':
      return textReader(zone, (text) => shortDate(text, true));
    case 'monthFirst':
      return textReader(zone, (text) => shortDate(text, false));
    case 'iso':
      return isoReader(zone);
  }
}

/**
 * Nearly every export writes `2026-03-02 09:05:07` and then perhaps a fraction and a zone: that shape is read from its fixed
 * places, and anything that is not quite so with the cursor.
 */
function isoReader(zone: string): TimeReader {
  const slow = textReader(zone, isoDate);
  const toUtc = wallReader(zone);
  const text = new TimeText();
  return (bytes, start, end) => {
    const at = start + 19;
    if (end < at || !hasIsoShape(bytes, start)) return slow(bytes, start, end);
    const year = pairAt(bytes, start) * 100 + pairAt(bytes, start + 2);
    const days = dayNumber(year, pairAt(bytes, start + 5), pairAt(bytes, start + 8));
    const hour = pairAt(bytes, start + 11);
    const minute = pairAt(bytes, start + 14);
    const second = pairAt(bytes, start + 17);
    if (days !== days || hour > 23 || minute > 59 || second > 59) return slow(bytes, start, end);
    const local = days * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1_000;
    if (end === at) return toUtc(local);
    if (end === at + 1 && bytes[at] === UTC_MARK) return local;

    text.bytes = bytes;
    text.at = at;
    text.end = end;
    text.micros = 0;
    if (!text.fraction()) return NaN;
    if (text.at === end) return toUtc(local) + text.micros / 1000;
    const offset = bytes[text.at] === UTC_MARK && text.at === end - 1 ? 0 : text.zone();
    // blanks, am and pm are left to the cursor
    return offset - offset === 0 ? local - offset + text.micros / 1000 : slow(bytes, start, end);
  };
}

const hasIsoShape = (bytes: Uint8Array, start: number): boolean =>
  bytes[start + 4] === DASH &&
  bytes[start + 7] === DASH &&
  (bytes[start + 10] === SPACE || bytes[start + 10] === 84) &&
  bytes[start + 13] === COLON &&
  bytes[start + 16] === COLON;

/** Two digits; beyond any number of a date or a time where they are none. */
function pairAt(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? 1e6 : tens * 10 + ones;
}

/** A date is days since the epoch, and leaves the cursor behind it. */
function textReader(zone: string, date: (text: TimeText) => number, compact = false): TimeReader {
  const text = new TimeText();
  const toUtc = wallReader(zone);
  return (bytes, start, end) => {
    text.open(bytes, start, end);
    let local = date(text) * DAY_MS;
    if (text.at === text.end) return local === local ? toUtc(local) : NaN;
    if (toClock(text)) local += compact && !colonAhead(text) ? compactClock(text) : text.clock();
    if (local !== local) return NaN;
    if (text.at === text.end) return toUtc(local) + text.micros / 1000;
    const offset = text.zone();
    return (offset === NO_ZONE ? toUtc(local) : local - offset) + text.micros / 1000;
  };
}

const colonAhead = ({ bytes, at }: TimeText): boolean => bytes[at + 1] === COLON || bytes[at + 2] === COLON;

/** Steps over what stands between date and time. False where no time follows. */
function toClock(text: TimeText): boolean {
  const { bytes } = text;
  let at = text.at;
  if (bytes[at] === COMMA) at += 1;
  while (at < text.end && bytes[at] === SPACE) at += 1;
  if (at === text.at && (bytes[at]! | 32) === 116) at += 1;
  const digits = text.digitAt(at);
  // a compact date runs straight into its time
  if (digits) text.at = at;
  return digits;
}

/**
 * As `zoneReader`, but one look-up for a whole local day wherever the clocks do not change on it:
 * a log of ten years has 350,000 quarters of an hour and only 3,650 days.
 */
function wallReader(zone: string): (localMs: number) => number {
  const read = zoneReader(zone);
  if (zone === 'UTC') return read;
  const offsets = new Map<number, number>();
  let lastDay = NaN;
  let lastOffset = NaN;
  return (localMs) => {
    const day = Math.floor(localMs / DAY_MS);
    if (day !== lastDay) {
      let offset = offsets.get(day);
      if (offset === undefined) {
        const startMs = day * DAY_MS;
        const atStart = startMs - read(startMs);
        offset = atStart === startMs + DAY_MS - read(startMs + DAY_MS) ? atStart : NaN;
        offsets.set(day, offset);
      }
      lastDay = day;
      lastOffset = offset;
    }
    return lastOffset === lastOffset ? localMs - lastOffset : read(localMs);
  };
}

/** `2026-03-02`, and `2026/3/2` or `2026.3.2` as spreadsheets write it. */
function isoDate(text: TimeText): number {
  const year = text.year();
  const mark = text.bytes[text.at];
  if (year < 0 || text.at >= text.end || (mark !== DASH && mark !== SLASH && mark !== DOT)) return NaN;
  text.at += 1;
  const month = text.part();
  if (text.at >= text.end || text.bytes[text.at] !== mark) return NaN;
  text.at += 1;
  const day = text.part();
  return text.digitAt(text.at) ? NaN : dayNumber(year, month, day);
}

/** `2/3/2026`, `02.03.26`, `2-Mar-2026`, `Mar 2, 2026`. */
function shortDate(text: TimeText, dayFirst: boolean): number {
  const first = text.part(!dayFirst);
  let named = text.named;
  const mark = separator(text);
  const second = text.part(dayFirst);
  named ||= text.named;
  const mark2 = separator(text);
  if (first < 0 || second < 0 || mark < 0 || mark2 < 0) return NaN;
  if (!named && (mark !== mark2 || mark === SPACE || mark === COMMA)) return NaN;
  const short = text.run() === 2;
  const written = short ? text.pair() : text.year();
  if (written < 0 || text.digitAt(text.at)) return NaN;
  // as POSIX and spreadsheets do: 70 to 99 are of the twentieth century
  const year = short ? written + (written < 70 ? 2000 : 1900) : written;
  return dayFirst ? dayNumber(year, second, first) : dayNumber(year, first, second);
}

function separator(text: TimeText): number {
  const mark = text.at < text.end ? text.bytes[text.at]! : -1;
  if (mark !== DASH && mark !== SLASH && mark !== DOT && mark !== SPACE && mark !== COMMA) return -1;
  text.at += 1;
  while (text.at < text.end && text.bytes[text.at] === SPACE) text.at += 1;
  return mark;
}

/** `20260302`, on its own or with a time behind it. */
function compactDate(text: TimeText): number {
  const run = text.run();
  if (run !== 8 && run !== 10 && run !== 12 && run !== 14) return NaN;
  const year = text.year();
  const month = text.pair();
  return dayNumber(year, month, text.pair());
}

/** `hh`, `hhmm` or `hhmmss` with a fraction; only behind a date of eight digits. */
function compactClock(text: TimeText): number {
  const run = text.run();
  if (run !== 2 && run !== 4 && run !== 6) return NaN;
  const hour = text.pair();
  const minute = run > 2 ? text.pair() : 0;
  const second = run > 4 ? text.pair() : 0;
  if (hour > 23 || minute > 59 || second > 59 || (run === 6 && !text.fraction())) return NaN;
  return hour * 3_600_000 + minute * 60_000 + second * 1_000;
}

/** A count of units since the epoch: one unit is `unitMs` milliseconds, or a millisecond has `perMs` of them. */
function epochReader(unitMs: number, perMs: number): TimeReader {
  const text = new TimeText();
  return (bytes, start, end) => {
    text.open(bytes, start, end);
    const negative = bytes[text.at] === DASH;
    if (negative) text.at += 1;
    const run = text.run();
    if (run === 0 || run > 18) return NaN;
    let count = 0;
    for (const stop = text.at + run; text.at < stop; text.at += 1) count = count * 10 + bytes[text.at]! - 48;
    if (!text.fraction() || text.at !== text.end) return NaN;
    const whole = Math.floor(count / perMs) * unitMs;
    const rest = perMs > 1 ? (count % perMs) / perMs : Math.floor((text.micros * unitMs) / 1000) / 1000;
    const ms = negative ? -(whole + rest) : whole + rest;
    return ms >= FIRST_MS && ms < AFTER_LAST_MS ? ms : NaN;
  };
}
