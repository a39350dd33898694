import { dated, day, dayShort, moment, year } from '#vocabulary/calendar-text.ts';
import type { Counted } from '#vocabulary/result.ts';

export { day, dayShort, moment, year };

/** Every number and date a person reads goes through here. */
const LOCALE = 'en-GB';

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const two = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const one = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(LOCALE, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const count = (n: number): string => whole.format(n);

/** At most two decimals, for values of unknown scale. */
export const number = (n: number): string => short.format(n).replace('-', '−');

const three = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });

/** At most two decimals, below 1 three significant digits: for ratios of any scale. */
export const ratio = (n: number): string => (Math.abs(n) < 1 ? three.format(n).replace('-', '−') : number(n));

const decimals = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** Always three decimals, for columns of small ratios. */
export const thousandths = (n: number): string => decimals.format(n).replace('-', '−');

/** Always two decimals, for columns of numbers. */
export const hundredths = (n: number): string => two.format(n).replace('-', '−');

/** A rate 0..1 as 38.1%; the two ends without decimals. */
export function percent(rate: number): string {
  if (rate === 0 || rate === 1) return rate === 0 ? '0%' : '100%';
  return rate > 0 && rate < 0.0005 ? '<0.1%' : rate >= 0.9995 && rate < 1 ? '>99.9%' : share.format(rate);
}

/** A share 0..1 of a length, for figures and styles. */
export const lengthOf = (share: number): string => `${100 * share}%`;

/** `+21.9`, `−3.0`: a difference of two rates in percentage points. */
export function points(difference: number): string {
  const text = one.format(Math.abs(difference) * 100);
  return text === '0.0' ? '0.0' : `${difference < 0 ? '−' : '+'}${text}`;
}

const roughly = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 });

/** A rate 0..1 as 38%: where it describes and nobody computes with it. */
export const percentWhole = (rate: number): string => (rate > 0 && rate < 0.005 ? 'under 1%' : roughly.format(rate));

/** A p or q, 0..1, to two digits that count: `0.032`, `under 0.001`. */
export const chance = (p: number): string =>
  p < 0.001 ? 'under 0.001' : p < 0.1 ? p.toFixed(3) : p > 0.995 ? 'over 0.99' : p.toFixed(2);

/** `1 event`, `391 events`. */
export const many = (n: number, singular: string, plural = `${singular}s`): string =>
  `${count(n)} ${n === 1 ? singular : plural}`;

export const PEOPLE: Counted = { one: 'person', many: 'people' };

/** `1 person`, `391 people`, or what else a result counts. */
export const people = (n: number, counts: Counted = PEOPLE): string => many(n, counts.one, counts.many);

/** The two largest units: `3 min 26 s`, `2 h 05 min`, `5 days 3 h`. */
export function seconds(value: number): string {
  if (value < 10 && value !== Math.round(value)) return `${one.format(value)} s`;
  const s = Math.round(value);
  if (s < 60) return `${s} s`;
  const two = (n: number) => String(n).padStart(2, '0');
  if (s < 3600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))} min`;
  const hours = Math.floor((s % 86_400) / 3600);
  return `${many(Math.floor(s / 86_400), 'day')}${hours ? ` ${hours} h` : ''}`;
}

export function bytes(n: number): string {
  if (n < 1000) return many(n, 'byte');
  if (n < 1_000_000) return `${one.format(n / 1000)} kB`;
  return n < 1_000_000_000 ? `${one.format(n / 1_000_000)} MB` : `${one.format(n / 1_000_000_000)} GB`;
}

export const milliseconds = (ms: number): string =>
  ms < 1 ? 'under 1 ms' : ms < 1000 ? `${count(ms)} ms` : `${one.format(ms / 1000)} s`;

/** `Tue 5 May 2026`. */
export const weekday = (ms: number, zone: string): string =>
  dated({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })(ms, zone).replace(',', '');
/** `20:21`. */
export const clock = dated({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
/** `2 Mar – 21 May 2026`; the first year only where it differs. */
export function span(fromMs: number, toMs: number, zone: string): string {
  const from = year(fromMs, zone) === year(toMs, zone) ? dayShort(fromMs, zone) : day(fromMs, zone);
  const to = day(toMs, zone);
  return day(fromMs, zone) === to ? to : `${from} – ${to}`;
}
