const LOCALE = 'en-GB';
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });

export const count = (n: number): string => whole.format(n);

/** `1 row`, `391 rows`. */
export const many = (n: number, one: string, several = `${one}s`): string => `${count(n)} ${n === 1 ? one : several}`;

/** A share 0..1 as 0.4%. */
export const percent = (share: number): string => (share > 0 && share < 0.001 ? 'under 0.1%' : exact.format(share));

/** `0.4% of rows`. */
export const ofRows = (n: number, rows: number): string => `${percent(n / Math.max(1, rows))} of rows`;

const formats = new Map<string, Intl.DateTimeFormat>();

function dated(ms: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = zone + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options })));
  return format.format(ms);
}

/** `21 May 2026`. */
export const day = (ms: number, zone: string): string =>
  dated(ms, zone, { day: 'numeric', month: 'short', year: 'numeric' });

/** `Thu 21 May`. */
export const weekday = (ms: number, zone: string): string =>
  dated(ms, zone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');

/** `21 May 2026, 20:04`. */
export const moment = (ms: number, zone: string): string =>
  `${day(ms, zone)}, ${dated(ms, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`;

const HOUR_MS = 3_600_000;

/** `4 days`, `5 hours`. */
export function lasting(ms: number): string {
  const days = Math.round(ms / (24 * HOUR_MS));
  return days >= 2 ? many(days, 'day') : many(Math.max(1, Math.round(ms / HOUR_MS)), 'hour');
}

export const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;

/** The texts in quotes, and how many there are beyond those shown. */
export function listed(texts: readonly string[], most = 3): string {
  const shown = texts.slice(0, most).map(quoted).join(', ');
  return texts.length > most ? `${shown} and ${count(texts.length - most)} more` : shown;
}
