import type { ColumnType, TimeFormat } from './mapping.ts';
import type { TimeReader } from '#log/log-builder.ts';
import { timeReader } from './time-reader.ts';
import { nameSays } from './role-names.ts';

/** How a column's texts read as times. Shares are of the values that are there. */
export interface TimeReading {
  format: TimeFormat;
  /** Share that could be read, 0..1. */
  share: number;
  /** Values that could not be read. */
  unreadable: number;
  /** Whether every time that could be read names its zone, or is a count since the epoch. */
  hasZone: boolean;
  /** Some times name a zone and some do not. */
  mixedZone: boolean;
  /** Every value is a date without a time of day. */
  dateOnly: boolean;
  /** Day and month could stand in either order. */
  ambiguous: boolean;
  /** What decided the order of day and month, for the reason shown. */
  order?: 'value' | 'sorted' | 'custom';
}

/** Share of values that must read as times for a column of times: real exports hold some that do not. */
const TIME_SHARE = 0.9;
const LONGEST_TIME = 60;
/** The same where the column's name says that it holds times: a short file with a bad row is still one of times. */
const NAMED_TIME_SHARE = 0.6;

const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const DAY_MS = 86_400_000;
const encoder = new TextEncoder();

const readers = new Map<string, TimeReader>();
function read(format: TimeFormat, zone: string, text: string): number {
  const key = `${format} ${zone}`;
  let reader = readers.get(key);
  if (!reader) readers.set(key, (reader = timeReader(format, zone)));
  const bytes = encoder.encode(text);
  return reader(bytes, 0, bytes.length);
}

/**
 * Whether a text is a number that can be kept as one. Leading zeros and integers past 2^53 belong to ids:
 * as numbers they would silently become other ids.
 */
export function isNumber(text: string): boolean {
  if (!NUMBER.test(text)) return false;
  const value = Number(text);
  // 17 digits tell any two doubles apart
  if (text.replace(/[eE].*|^[+-]?0*\.?0*|\./g, '').length > 17) return false;
  return Number.isFinite(value) && (!/^[+-]?\d+$/.test(text) || Number.isSafeInteger(value));
}

/**
 * What a column holds, judged by values from all over the file (null or '' = missing).
 * Counts since the epoch are told from other numbers by their range, and ten-digit ones by the column's name.
 */
export function columnType(values: readonly (string | null)[], name = ''): ColumnType {
  const present = values.filter((value): value is string => value !== null && value !== '');
  if (present.length === 0) return 'empty';
  if (present.every((value) => /^(?:true|false)$/i.test(value))) return 'boolean';
  if (timeReading(present, name)) return 'time';
  return present.every(isNumber) ? 'number' : 'text';
}

/** How the texts of a column read as times, or null where they are none. */
export function timeReading(values: readonly (string | null)[], name = ''): TimeReading | null {
  const present = values.filter((value): value is string => value !== null && value !== '');
  if (present.length === 0) return null;
  const least = nameSays('time', name) > 0 ? NAMED_TIME_SHARE : TIME_SHARE;
  const enough = (values: string[]) => values.length >= present.length * least;
  const counts = present.filter((value) => /^\s*-?\d+(?:\.\d+)?\s*$/.test(value));
  if (enough(counts)) {
    const reading = countReading(counts, name);
    const share = counts.length / present.length;
    if (reading || share === 1) return reading && { ...reading, share, unreadable: present.length - counts.length };
  }
  if (!enough(present.filter((value) => value.length <= LONGEST_TIME && /\d.*\d/.test(value)))) return null;
  // 4.12.20 is a version of an app, unless the column is called a date
  if (present.every((value) => /^\d{1,4}\.\d{1,2}\.\d{1,2}$/.test(value)) && nameSays('time', name) === 0) return null;
  const iso = tried('iso', present, least);
  if (iso) return iso;
  const compact = tried('compact', present, least);
  if (compact) return compact;
  return shortReading(present, least);
}

function countReading(values: string[], name: string): TimeReading | null {
  const numbers = values.map(Number);
  const within = (low: number, high: number) => numbers.every((value) => value >= low && value < high);
  const count = (format: TimeFormat): TimeReading => ({
    format,
    share: 1,
    unreadable: 0,
    hasZone: true,
    mixedZone: false,
    dateOnly: false,
    ambiguous: false,
  });
  const named = nameSays('time', name) > 0;
  // 2000 to 2100, or with a name that says time back to 1980
  const [low, high] = [named ? 315_532_800 : 946_684_800, 4_102_444_800];
  if (within(low * 1e6, high * 1e6)) return count('microseconds');
  if (within(low * 1e3, high * 1e3)) return count('milliseconds');
  const compact = tried('compact', values, TIME_SHARE);
  const years = (text: string) => Number(text.slice(0, 4)) >= 1900 && Number(text.slice(0, 4)) < 2100;
  if (compact?.share === 1 && values.every((text) => text.length !== 10 && years(text.trim()))) return compact;
  return named && within(low, high) ? count('seconds') : null;
}

function tried(format: TimeFormat, values: readonly string[], leastShare: number): TimeReading | null {
  const times = values.map((value) => read(format, 'UTC', value));
  const readable = times.filter((time) => !Number.isNaN(time)).length;
  if (readable < values.length * leastShare) return null;
  const elsewhere = values.map((value) => read(format, 'Etc/GMT-1', value));
  // a time that names its zone is the same instant wherever it is read
  const zoned = times.filter((time, i) => time === elsewhere[i]).length;
  return {
    format,
    share: readable / values.length,
    unreadable: values.length - readable,
    hasZone: zoned === readable,
    mixedZone: zoned > 0 && zoned < readable,
    dateOnly: zoned === 0 && times.every((time) => Number.isNaN(time) || time % DAY_MS === 0) && !values.some(hasClock),
    ambiguous: false,
  };
}

const hasClock = (text: string): boolean => /\d:\d|[T ]\d{2,6}$/.test(text);

/** Day and month in either order: the order that reads more values, else the one in which the file is sorted, else custom. */
function shortReading(values: readonly string[], leastShare: number): TimeReading | null {
  const dayFirst = tried('dayFirst', values, leastShare);
  const monthFirst = tried('monthFirst', values, leastShare);
  if (!dayFirst || !monthFirst || dayFirst.share !== monthFirst.share) {
    const better = (dayFirst?.share ?? 0) > (monthFirst?.share ?? 0) ? dayFirst : monthFirst;
    return better && { ...better, order: 'value' };
  }
  const sortedDay = isSorted('dayFirst', values);
  if (sortedDay !== isSorted('monthFirst', values)) return { ...(sortedDay ? dayFirst : monthFirst), order: 'sorted' };
  const american = values.every((value) => value.includes('/')) && values.some((value) => /[ap]\.?m\.?$/i.test(value));
  const named = values.every((value) => /[a-z]{3}/i.test(value.replace(/[ap]\.?m\.?$/i, '')));
  return { ...(american ? monthFirst : dayFirst), order: 'custom', ambiguous: !named };
}

/** Whether the times only ever grow, and grow often enough for that to say something. */
function isSorted(format: TimeFormat, values: readonly string[]): boolean {
  const times = values.map((value) => read(format, 'UTC', value)).filter((time) => !Number.isNaN(time));
  const days = new Set(times.map((time) => Math.floor(time / DAY_MS)));
  return days.size >= 4 && times.every((time, i) => i === 0 || time >= times[i - 1]!);
}
