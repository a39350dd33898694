const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Lengths of time that a person would name, in seconds, ascending: each some two times the one before, to 50 years. */
export const ROUND_SECONDS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 30],
  ...[1, 2, 5, 10, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 4, 8, 12].map((n) => n * HOUR),
  ...[1, 2, 4, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650, 7300, 18_250].map((n) => n * DAY),
];

const UNDER_A_SECOND = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
/** Few enough to tell apart at a glance where each stands for many times the one before. */
const COARSE = new Set([
  ...[1, 10, MINUTE, 10 * MINUTE, HOUR],
  ...[4 * HOUR, DAY, 7 * DAY, 30 * DAY, 180 * DAY, 730 * DAY, 3650 * DAY, 18_250 * DAY],
]);

/** Even times from 0 up to `most` seconds, at most `parts` steps of one round length; 0 alone where there is no time. */
export function evenTimes(most: number, parts: number): number[] {
  if (!(most > 0)) return [0];
  const least = most / parts;
  const longest = ROUND_SECONDS.at(-1)!;
  const step =
    [...UNDER_A_SECOND, ...ROUND_SECONDS].find((each) => each >= least) ?? Math.ceil(least / longest) * longest;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
}

/** Round times from `least` to `most` seconds, each some times the one before; at most `parts` + 1 of them. */
export function growingTimes(least: number, most: number, parts: number): number[] {
  const inside = ROUND_SECONDS.filter((each) => each >= least && each <= most);
  const coarse = inside.filter((each) => COARSE.has(each));
  const list = inside.length <= parts + 1 ? inside : coarse.length > 1 ? coarse : inside;
  const each = Math.max(1, Math.ceil((list.length - 1) / parts));
  return list.filter((_, i) => i % each === 0);
}

/** The round time at or below some seconds; 0 below the shortest. */
export const roundBelow = (seconds: number): number => ROUND_SECONDS.findLast((each) => each <= seconds) ?? 0;

const UNITS = [
  [DAY, 'day', 'days'],
  [HOUR, 'h', 'h'],
  [MINUTE, 'min', 'min'],
] as const;

/** A round time in its largest unit: `30 s`, `5 min`, `12 h`, `1 day`. */
export function roundTimeText(seconds: number): string {
  const unit = UNITS.find(([length]) => seconds >= length && seconds % length === 0);
  if (!unit) return `${+seconds.toFixed(2)} s`;
  const n = seconds / unit[0];
  return `${n} ${n === 1 ? unit[1] : unit[2]}`;
}
