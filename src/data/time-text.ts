/** What `TimeText.zone` gives where the text ends without naming a zone. */
export const NO_ZONE = Infinity;

const MONTH_DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const COLON = 58;
const SPACE = 32;
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const lower = (byte: number | undefined): number => (byte ?? 0) | 32;
const isLetter = (byte: number | undefined): boolean => lower(byte) >= 97 && lower(byte) <= 122;

/**
 * Days from 1970-01-01 to a date of the Gregorian calendar, also before its adoption; NaN where there is no such day.
 * Years 1 to 9999. After Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, `days_from_civil`.
 */
export function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return NaN;
  if (day > MONTH_DAYS[month]! && !(day === 29 && month === 2 && isLeap(year))) return NaN;
  const marchYear = month > 2 ? year : year - 1;
  const era = (marchYear / 400) | 0;
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1;
  return era * 146_097 + yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear - 719_468;
}

/** A cursor over the bytes of one time. Every method reads on from `at` and allocates nothing. */
export class TimeText {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  end = 0;
  /** Microseconds past the second that `clock` or `fraction` read. */
  micros = 0;
  /** Whether the last `part` was the name of a month. */
  named = false;

  open(bytes: Uint8Array, start: number, end: number): void {
    while (start < end && bytes[start]! <= SPACE) start += 1;
    while (end > start && bytes[end - 1]! <= SPACE) end -= 1;
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.micros = 0;
  }

  digitAt(at: number): boolean {
    return at < this.end && this.bytes[at]! >= 48 && this.bytes[at]! <= 57;
  }

  /** Length of the run of digits that starts here. */
  run(): number {
    let at = this.at;
    while (this.digitAt(at)) at += 1;
    return at - this.at;
  }

  /** The next two digits, -1 where they are not. */
  pair(): number {
    const { bytes, at } = this;
    if (at + 2 > this.end) return -1;
    const tens = bytes[at]! - 48;
    const ones = bytes[at + 1]! - 48;
    if (tens >>> 0 > 9 || ones >>> 0 > 9) return -1;
    this.at = at + 2;
    return tens * 10 + ones;
  }

  /** Four digits, -1 where they are not. */
  year(): number {
    const century = this.pair();
    const year = century < 0 ? -1 : this.pair();
    return year < 0 ? -1 : century * 100 + year;
  }

  /** One or two digits, or with `names` an English month; -1 where it is neither. */
  part(names = false): number {
    this.named = false;
    if (names && isLetter(this.bytes[this.at])) return this.#monthName();
    if (!this.digitAt(this.at)) return -1;
    if (this.digitAt(this.at + 1)) return this.pair();
    this.at += 1;
    return this.bytes[this.at - 1]! - 48;
  }

  #monthName(): number {
    const from = this.at;
    let to = from;
    while (to < this.end && isLetter(this.bytes[to])) to += 1;
    if (to - from < 3) return -1;
    this.at = to;
    this.named = true;
    const month = MONTH_NAMES.findIndex((name) =>
      [0, 1, 2].every((i) => name.charCodeAt(i) === lower(this.bytes[from + i])),
    );
    return month < 0 ? -1 : month + 1;
  }

  /** Milliseconds of `h:mm[:ss[.fraction]][ am|pm]`, without the fraction; NaN where it is no time of a day. */
  clock(): number {
    const hour = this.part();
    if (hour < 0 || this.bytes[this.at] !== COLON || this.at >= this.end) return NaN;
    this.at += 1;
    const minute = this.pair();
    let second = 0;
    if (this.at < this.end && this.bytes[this.at] === COLON) {
      this.at += 1;
      second = this.pair();
      if (!this.fraction()) return NaN;
    }
    if (hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return NaN;
    const hours = this.at === this.end ? hour : this.#halfDay(hour);
    return hours * 3_600_000 + minute * 60_000 + second * 1_000;
  }

  /** Reads `.123456789` into `micros`, what is finer being cut off. False where the digits are none or too many. */
  fraction(): boolean {
    const mark = this.at < this.end ? this.bytes[this.at] : 0;
    if (mark !== 46 && mark !== 44) return true;
    this.at += 1;
    const from = this.at;
    let micros = 0;
    let at = from;
    for (; at < this.end; at += 1) {
      const digit = this.bytes[at]! - 48;
      if (digit >>> 0 > 9) break;
      if (at - from < 6) micros = micros * 10 + digit;
    }
    for (let places = at - from; places < 6; places += 1) micros *= 10;
    this.micros = micros;
    this.at = at;
    return at > from && at - from <= 9;
  }

  /** The hour of 24 after `am`, `PM`, `p.m.`; the same hour where none of these follows. */
  #halfDay(hour: number): number {
    let at = this.at;
    while (at < this.end && this.bytes[at] === SPACE) at += 1;
    const half = lower(this.bytes[at]);
    if (at >= this.end || (half !== 97 && half !== 112)) return hour;
    at += 1;
    if (this.bytes[at] === 46) at += 1;
    if (at >= this.end || lower(this.bytes[at]) !== 109) return NaN;
    at += 1;
    if (at < this.end && this.bytes[at] === 46) at += 1;
    this.at = at;
    if (hour < 1 || hour > 12) return NaN;
    return (hour % 12) + (half === 112 ? 12 : 0);
  }

  /** Milliseconds east of UTC of `Z`, `UTC`, `GMT`, `+hh`, `+hhmm` or `+hh:mm`; NO_ZONE at the end; NaN for anything else. */
  zone(): number {
    while (this.at < this.end && this.bytes[this.at] === SPACE) this.at += 1;
    if (this.at === this.end) return NO_ZONE;
    const sign = this.bytes[this.at]!;
    if (sign === 43 || sign === 45) return this.#offset(sign === 45 ? -60_000 : 60_000);
    const left = this.end - this.at;
    const first = lower(sign);
    const utc = left === 1 ? first === 122 : left === 3 && this.#isWord(first === 103 ? 'gmt' : 'utc');
    this.at = this.end;
    return utc ? 0 : NaN;
  }

  #isWord(word: string): boolean {
    for (let i = 0; i < word.length; i += 1) if (lower(this.bytes[this.at + i]) !== word.charCodeAt(i)) return false;
    return true;
  }

  #offset(minuteMs: number): number {
    this.at += 1;
    const hour = this.pair();
    if (this.bytes[this.at] === COLON) this.at += 1;
    const minute = this.at >= this.end ? 0 : this.pair();
    if (this.at !== this.end || hour < 0 || hour > 23 || minute < 0 || minute > 59) return NaN;
    return (hour * 60 + minute) * minuteMs;
  }
}
