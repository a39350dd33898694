/**
 * Zone-aware calendar. Instants are milliseconds since the epoch in UTC (microseconds as a fraction);
 * local times are milliseconds of a wall clock as if it stood in UTC.
 * Zones come from the platform's Intl, so no time-zone data is shipped.
 */
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false; // RangeError is how Intl says that it does not know the zone
  }
}

/** Wall clock minus UTC, in milliseconds, at an instant. */
export function offsetMs(zone: string, instantMs: number): number {
  if (zone === 'UTC') return 0;
  const second = Math.floor(instantMs / 1000) * 1000;
  const part: Record<string, number> = {};
  let bc = false;
  for (const { type, value } of formatOf(zone).formatToParts(second)) {
    if (type === 'era') bc = value.startsWith('B');
    else if (type !== 'literal') part[type] = Number(value);
  }
  const local = new Date(0);
  local.setUTCFullYear(bc ? 1 - part.year! : part.year!, part.month! - 1, part.day!);
  local.setUTCHours(part.hour!, part.minute, part.second);
  return local.getTime() - second;
}

/**
 * The instant of a wall-clock time. Of the two instants of an hour that repeats, the earlier;
 * a time that the clocks skip is read with the offset before the change.
 */
export function instantOf(zone: string, localMs: number): number {
  if (zone === 'UTC') return localMs;
  const before = offsetMs(zone, localMs - DAY_MS);
  const after = offsetMs(zone, localMs + DAY_MS);
  const fits = (offset: number) => offsetMs(zone, localMs - offset) === offset;
  const larger = Math.max(before, after);
  const smaller = Math.min(before, after);
  if (fits(larger)) return localMs - larger;
  if (fits(smaller)) return localMs - smaller;
  return localMs - before;
}

const LOCAL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Milliseconds of that midnight on a wall clock, or null where the text is no date. */
export function localMidnight(date: string): number | null {
  const found = LOCAL_DATE.exec(date);
  if (!found) return null;
  const ms = new Date(0).setUTCFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return new Date(ms).toISOString().slice(0, 10) === date ? ms : null;
}

/** First instant of a local day. */
export const startOfDay = (zone: string, midnightMs: number): number => instantOf(zone, midnightMs);

/** First instant after a local day, which may have 23 or 25 hours. */
export const endOfDay = (zone: string, midnightMs: number): number => instantOf(zone, midnightMs + DAY_MS);

/** The local date of an instant, YYYY-MM-DD. */
export const localDate = (zone: string, instantMs: number): string =>
  new Date(instantMs + offsetMs(zone, instantMs)).toISOString().slice(0, 10);

/**
 * Reads many wall-clock times of one zone: offsets are looked up once per quarter of an hour of local time.
 * Since 1937 no change of clocks has cut one; before, the times of that one quarter may be minutes off.
 */
export function zoneReader(zone: string): (localMs: number) => number {
  if (zone === 'UTC') return (localMs) => localMs;
  const SLOT_MS = 900_000;
  const offsets = new Map<number, number>();
  return (localMs) => {
    const slot = Math.floor(localMs / SLOT_MS);
    let offset = offsets.get(slot);
    if (offset === undefined) {
      const start = slot * SLOT_MS;
      offset = start - instantOf(zone, start);
      offsets.set(slot, offset);
    }
    return localMs - offset;
  };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})$/i;

/** Milliseconds of an ISO 8601 time with a zone, microseconds as a fraction; null where it is none. */
export function parseInstant(text: string): number | null {
  if (!INSTANT.test(text)) return null;
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  const ms = Date.parse(text.replace(/\.\d+/, '').replace(' ', 'T').replace(/\s/g, ''));
  return Number.isNaN(ms) ? null : ms + Number(fraction.padEnd(6, '0').slice(0, 6)) / 1000;
}

/** The instant a rule's value means: a date begins at the zone's midnight, a time without a zone is UTC; NaN for neither. */
export function instantOfText(text: string, zone: string): number {
  const midnight = localMidnight(text);
  return midnight === null ? (parseInstant(text) ?? Date.parse(`${text}Z`)) : startOfDay(zone, midnight);
}

export interface Range {
  from?: string;
  to?: string;
}

/** Both ends are included. Absent ends are infinite. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** What a range means in a zone: a date is the whole local day, an instant itself. Null where an end is neither. */
export function spanOf(range: Range | undefined, zone: string): Span | null {
  const end = (text: string | undefined, whole: (midnightMs: number) => number, absent: number): number | null => {
    if (text === undefined) return absent;
    const midnight = localMidnight(text);
    return midnight === null ? parseInstant(text) : whole(midnight);
  };
  const fromMs = end(range?.from, (day) => startOfDay(zone, day), -Infinity);
  // the last microsecond of the day, as times are kept to the microsecond
  const toMs = end(range?.to, (day) => endOfDay(zone, day) - 0.001, Infinity);
  return fromMs === null || toMs === null ? null : { fromMs, toMs };
}
