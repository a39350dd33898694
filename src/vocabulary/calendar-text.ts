import { localMidnight, parseInstant } from './calendar.ts';

/** Every date a person reads is written as here. */
const LOCALE = 'en-GB';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options });
    formats.set(key, format);
  }
  return format;
}

export const dated = (options: Intl.DateTimeFormatOptions) => (ms: number, zone: string) =>
  formatOf(zone, options).format(ms);

/** `21 May 2026`. */
export const day = dated({ day: 'numeric', month: 'short', year: 'numeric' });
/** `21 May`. */
export const dayShort = dated({ day: 'numeric', month: 'short' });
/** `5 May 2026, 20:21:04`. */
export const moment = dated({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

export const year = dated({ year: 'numeric' });

/** `21 May 2026` of a local date, whatever its zone; `5 May 2026, 20:21:04 UTC` of an instant; else the text itself. */
export function endText(text: string): string {
  const midnight = localMidnight(text);
  if (midnight !== null) return day(midnight, 'UTC');
  const instant = parseInstant(text);
  return instant === null ? text : `${moment(instant, 'UTC')} UTC`;
}
