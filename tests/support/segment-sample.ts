import type { Bitmap } from '#log/bitmap.ts';
import type { EventLog } from '#log/event-log.ts';
import type { random } from './random.ts';
import { membersOf } from '#segments/people-bits.ts';

export type Dice = ReturnType<typeof random>;

export interface SampleEvent {
  name: string;
  time: number;
  amount: number | null;
}

export interface Sample {
  people: SampleEvent[][];
  zone: string;
  lastMs: number;
}

export const NAMES = ['a', 'b', 'c'];
const HOUR_MS = 3_600_000;
/** Zones, and an instant near which their clocks change. */
const CHANGES = [
  ['UTC', '2024-02-29T00:00:00Z'],
  ['Europe/Berlin', '2024-03-31T00:00:00Z'],
  ['Europe/Berlin', '2024-10-27T00:00:00Z'],
  ['America/New_York', '2024-11-03T00:00:00Z'],
  ['Australia/Lord_Howe', '2024-04-06T12:00:00Z'],
  ['Asia/Kathmandu', '2024-04-06T12:00:00Z'],
] as const;

/** Up to four people with up to seven events each, some of nobody's, some at one instant. */
export function sampleOf({ int, pick }: Dice): Sample {
  const [zone, around] = pick(CHANGES);
  const step = pick([HOUR_MS / 2, 5 * HOUR_MS, 24 * HOUR_MS]);
  const people = Array.from({ length: 1 + int(4) }, () =>
    Array.from({ length: int(8) }, () => ({
      name: pick(NAMES),
      time: Date.parse(around) + (int(16) - 6) * step,
      amount: pick([null, 0, 1, -2, 0.1, 0.2, 3]),
    })).sort((one, other) => one.time - other.time),
  );
  if (people.flat().length === 0) people[0] = [{ name: 'a', time: Date.parse(around), amount: 1 }];
  return { people, zone, lastMs: Math.max(...people.flat().map(({ time }) => time)) };
}

/** The same people as a log; rows are numbered against their order. */
export function logOfSample({ people, lastMs }: Sample): { log: EventLog; amounts: Float64Array } {
  const events = people.flat();
  const row = Uint32Array.from(events, (_, i) => events.length - 1 - i);
  const amounts = new Float64Array(events.length);
  events.forEach(({ amount }, i) => (amounts[row[i]!] = amount ?? NaN));
  let start = 0;
  const times = events.map(({ time }) => time);
  const log: EventLog = {
    firstPerson: 0,
    personStart: Uint32Array.from([0, ...people.map((each) => (start += each.length))]),
    event: Uint8Array.from(events, ({ name }) => NAMES.indexOf(name)),
    time: Float64Array.from(times),
    row,
    rows: events.length,
    names: NAMES,
    people: { size: people.length, text: String, find: Number },
    facts: { people: people.length, events: events.length, firstMs: Math.min(...times), lastMs },
  };
  return { log, amounts };
}

export const members = (bitmap: Bitmap): number[] => [...membersOf(bitmap)];

const days = new Map<string, Intl.DateTimeFormat>();

/** YYYY-MM-DD of an instant, by the platform alone. */
export function dayOfSample(zone: string, instantMs: number): string {
  const format =
    days.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  days.set(zone, format);
  return format.format(instantMs);
}
