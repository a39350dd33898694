import type { BucketRule, Interval } from '#vocabulary/calendar-buckets.ts';
import type { PlainEvent } from './plain-log.ts';
import type { random } from './random.ts';

/** A zone, and a local day on which its clocks change; Kathmandu's stand off by three quarters of an hour instead. */
export interface ZoneSample {
  zone: string;
  /** YYYY-MM-DD */
  day: string;
}

export const ZONE_SAMPLES: readonly ZoneSample[] = [
  { zone: 'Europe/Berlin', day: '2024-03-31' },
  { zone: 'Europe/Berlin', day: '2024-10-27' },
  // the day begins at one o'clock, and 17 February 2018 has its last hour twice
  { zone: 'America/Sao_Paulo', day: '2018-11-04' },
  { zone: 'America/Sao_Paulo', day: '2018-02-17' },
  // by half an hour
  { zone: 'Australia/Lord_Howe', day: '2024-10-06' },
  { zone: 'Australia/Lord_Howe', day: '2024-04-07' },
  { zone: 'Asia/Kathmandu', day: '2024-02-29' },
];

/** As plans know them, 0 = Monday. */
export const WEEK_STARTS = [0, 1, 2, 3, 4, 5, 6] as const;

/** Every offset of the samples is a whole number of these, and so is every change of their clocks. */
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const LENGTH_MS: Record<Interval, number> = {
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
};

/** No minutes: a look at the wall is taken every quarter of an hour. */
export type WallRule = BucketRule & { interval: Interval };

interface WallClock {
  /** YYYY-MM-DD */
  date: string;
  hour: string;
  minute: string;
  /** `+01:00`, `Z`. */
  offset: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const read = new Map<string, WallClock>();

/** What a clock on the wall shows in the quarter of an hour of an instant, as Intl tells it. */
function wallClock(zone: string, instantMs: number): WallClock {
  const quarterMs = Math.floor(instantMs / QUARTER_MS) * QUARTER_MS;
  const key = `${zone} ${quarterMs}`;
  const known = read.get(key);
  if (known) return known;
  const two = '2-digit' as const;
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      timeZoneName: 'longOffset',
    });
  formats.set(zone, format);
  const part = Object.fromEntries(format.formatToParts(quarterMs).map(({ type, value }) => [type, value]));
  const clock = {
    date: `${part.year}-${part.month}-${part.day}`,
    hour: part.hour!,
    minute: part.minute!,
    offset: part.timeZoneName!.slice('GMT'.length) || 'Z',
  };
  read.set(key, clock);
  return clock;
}

/** YYYY-MM-DD on the wall. */
export const localDay = (zone: string, instantMs: number): string => wallClock(zone, instantMs).date;

/**
 * Name of the bucket that an instant lies in, as results give it: a hand on the calendar, no arithmetic of offsets.
 * An hour begins whenever the wall clock shows minute 0.
 */
export function bucketName({ zone, interval, weekStart }: WallRule, instantMs: number): string {
  const { date } = wallClock(zone, instantMs);
  if (interval === 'day') return date;
  if (interval === 'month') return `${date.slice(0, 7)}-01`;
  if (interval === 'week') {
    let dayMs = Date.parse(`${date}T00:00:00Z`);
    while (new Date(dayMs).getUTCDay() !== (weekStart + 1) % 7) dayMs -= DAY_MS;
    return new Date(dayMs).toISOString().slice(0, 10);
  }
  let startMs = instantMs;
  while (wallClock(zone, startMs).minute !== '00') startMs -= QUARTER_MS;
  const { date: day, hour, offset } = wallClock(zone, startMs);
  return `${day}T${hour}:00:00${offset}`;
}

/** The buckets that touch [fromMs, toMs], found by looking at the wall again and again. */
export function plainBuckets(
  rule: WallRule,
  fromMs: number,
  toMs: number,
): { name: string; startMs: number; endMs: number }[] {
  // no bucket of an hour is shorter than an hour, and no other than a day of 23: ever closer looks miss none
  const looks = (rule.interval === 'hour' ? [2, 1] : [48, 12, 3, 1]).map((quarters) => quarters * QUARTER_MS);
  const nameAt = (ms: number): string => bucketName(rule, ms);
  /** The last instant on the grid of quarters that has the name, looking one way. */
  const farthest = (ms: number, way: 1 | -1): number => {
    const name = nameAt(ms);
    let at = Math.floor(ms / QUARTER_MS) * QUARTER_MS;
    for (const look of looks) while (nameAt(at + way * look) === name) at += way * look;
    return at;
  };
  let startMs = farthest(fromMs, -1);
  const buckets = [];
  while (startMs <= toMs) {
    const endMs = farthest(startMs, 1) + QUARTER_MS;
    buckets.push({ name: nameAt(startMs), startMs, endMs });
    startMs = endMs;
  }
  return buckets;
}

export interface ZonedLog {
  rule: WallRule;
  events: PlainEvent[];
  /** Buckets that the events may lie in, in order. */
  buckets: { name: string; startMs: number; endMs: number }[];
}

/**
 * A few people's events around a change of clocks: at the edges of buckets and of days and a microsecond beside them,
 * in the hours that clocks repeat or skip, several at one instant. The last event lies inside a bucket. `names` are
 * what happens; every `size` is the most there may be.
 */
export function zonedLog(
  { int, pick, next }: ReturnType<typeof random>,
  { zone, day }: ZoneSample,
  { interval, names, people = 4, size = 25 }: { interval: Interval; names: string[]; people?: number; size?: number },
): ZonedLog {
  const rule: WallRule = { zone, interval, weekStart: pick(WEEK_STARTS) };
  const noonMs = Date.parse(`${day}T12:00:00Z`);
  const reachMs = 4 * LENGTH_MS[interval];
  const buckets = plainBuckets(rule, noonMs - reachMs, noonMs + reachMs);
  const midnights = plainBuckets({ ...rule, interval: 'day' }, noonMs - DAY_MS, noonMs + DAY_MS);
  const last = pick(buckets);
  const lastMs = last.startMs + Math.round(((last.endMs - last.startMs) * (1 + int(8))) / 10);
  const at = (): number =>
    pick([
      () => pick(buckets).startMs + pick([-0.001, 0, 0.001]),
      () => pick(midnights).startMs + pick([-0.001, 0, 0.001]),
      () => noonMs + Math.round((next() * 2 - 1) * DAY_MS),
      () => noonMs + Math.round((next() * 2 - 1) * reachMs),
    ])();
  const shared = Array.from({ length: 3 }, at);
  const who = Array.from({ length: people }, (_, p) => `p${p}`);
  const events = Array.from({ length: int(size) }, (): PlainEvent => [
    pick(who),
    pick(names),
    int(4) === 0 ? pick(shared) : at(),
  ]).filter(([, , timeMs]) => timeMs <= lastMs);
  return { rule, events: [...events, [pick(who), pick(names), lastMs]], buckets };
}
