import { emptyBitmap, setBit } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import { kernel } from './kernel.ts';
import type { Moment } from './oracle.ts';
import type { FunnelOptions } from './switches.ts';

/** Numbers in [0, 1) that are the same on every machine. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Sample {
  /** People in order, each one's events in log order: code of the name, time, the rule of each step, `where`. */
  people: {
    code: number;
    t: number;
    passes: boolean[];
    exists: boolean;
    values?: number[];
    holds?: number[];
    tells?: number[];
  }[][];
  /** Texts of each column; an event has a code into them by column, 0 = missing. */
  values?: string[][];
  /** The same of the columns that are held. */
  held?: string[][];
  /** The same of the columns that may tell why. */
  told?: string[][];
  /** For each step the codes it takes by name, null = any. */
  names: (number[] | null)[];
  /** For each exclusion the codes it takes. */
  excluded?: number[][];
  ruled: boolean[];
  where: boolean;
  span: { fromMs: number; toMs: number };
}

export interface Shape {
  people: number;
  events: number;
  names: number;
  /** Instants that events may fall on. */
  instants: number;
  steps: number;
  /** Share of steps that take several names or any, of steps with a rule, of samples with `where`. */
  overlap: number;
  rules: number;
  where: number;
}

export function sampleOf(random: () => number, shape: Shape): Sample {
  const below = (n: number): number => Math.floor(random() * n);
  const chance = (share: number): boolean => random() < share;
  const names = Array.from({ length: shape.steps }, () => {
    if (!chance(shape.overlap)) return [below(shape.names)];
    return chance(0.2) ? null : [below(shape.names), below(shape.names)];
  });
  const ruled = names.map(() => chance(shape.rules));
  const where = chance(shape.where);
  const people = Array.from({ length: shape.people }, () => {
    const times = Array.from({ length: below(shape.events + 1) }, () => 1000 * below(shape.instants));
    return times
      .sort((a, b) => a - b)
      .map((t) => ({
        code: below(shape.names),
        t,
        passes: names.map((_, k) => !ruled[k] || chance(0.6)),
        exists: !where || chance(0.7),
      }));
  });
  const span = { fromMs: -Infinity, toMs: Infinity };
  if (chance(0.4)) span.fromMs = 1000 * below(shape.instants);
  if (chance(0.4)) span.toMs = Math.max(span.fromMs, 1000 * below(shape.instants));
  return { people, names, ruled, where, span };
}

/** The people [from, to) of a sample as a kernel gets them. */
export function inputOf(sample: Sample, from = 0, to = sample.people.length): KernelInput {
  const people = sample.people.slice(from, to);
  const events = people.flat();
  const personStart = new Uint32Array(people.length + 1);
  people.forEach((list, p) => (personStart[p + 1] = personStart[p]! + list.length));
  const bits = (is: (event: (typeof events)[number]) => boolean) => {
    const bitmap = emptyBitmap(events.length);
    events.forEach((event, i) => is(event) && setBit(bitmap, i));
    return bitmap;
  };
  const codes = 1 + Math.max(0, ...sample.people.flat().map(({ code }) => code));
  return {
    shard: {
      firstPerson: from,
      personStart,
      event: Uint8Array.from(events, ({ code }) => code),
      time: Float64Array.from(events, ({ t }) => t),
      names: Array.from({ length: codes }, (_, code) => `${code}`),
    },
    exists: sample.where ? bits(({ exists }) => exists) : null,
    matches: [
      ...sample.names.map((names, k) => ({
        codes: names && Uint8Array.from({ length: codes }, (_, code) => Number(names.includes(code))),
        mask: sample.ruled[k] ? bits(({ passes }) => passes[k]!) : null,
      })),
      ...(sample.excluded ?? []).map((taken) => ({
        codes: Uint8Array.from({ length: codes }, (_, code) => Number(taken.includes(code))),
        mask: null,
      })),
    ],
    attributes: [],
    columns: [
      ...(sample.values ?? []).map((values, c) => ({
        codes: Uint32Array.from(events, (event) => event.values?.[c] ?? 0),
        values,
      })),
      ...(sample.held ?? []).map((values, c) => ({
        codes: Uint32Array.from(events, (event) => event.holds?.[c] ?? 0),
        values,
      })),
      ...(sample.told ?? []).map((values, c) => ({
        codes: Uint32Array.from(events, (event) => event.tells?.[c] ?? 0),
        values,
      })),
    ],
    span: sample.span,
    lastMs: Math.max(0, ...sample.people.flat().map(({ t }) => t)),
  };
}

/** One person's events that exist, as the oracle reads them. */
export const momentsOf = (sample: Sample, person: number): Moment[] =>
  sample.people[person]!.filter(({ exists }) => exists).map(({ code, t, passes, values, holds }) => ({
    t,
    ...(values && { values }),
    ...(holds && { holds }),
    spoils: (sample.excluded ?? []).flatMap((taken, x) => (taken.includes(code) ? [x] : [])),
    steps: sample.names.flatMap((names, k) => ((names === null || names.includes(code)) && passes[k] ? [k] : [])),
  }));

export const plain = (steps: number): FunnelOptions => ({
  steps,
  optional: [],
  order: 'ordered',
  windowMs: Infinity,
  windowFrom: 'entry',
  windowEvents: Infinity,
  attempt: 'furthest',
  ties: 'together',
  graceMs: 0,
  reuse: false,
  lateSteps: true,
  exclusions: [],
  excluded: 'unit',
  hold: 0,
  count: 'units',
  trend: null,
  windowCurve: null,
  why: null,
  whyColumns: 0,
  breakdown: null,
  previous: null,
});

/** Every switch on its own or with others, but none of the contradictions that a document is refused for. */
export function optionsFor(random: () => number, steps: number): FunnelOptions {
  const pick = <T>(...of: T[]): T => of[Math.floor(random() * of.length)]!;
  const options: FunnelOptions = {
    ...plain(steps),
    order: pick('ordered', 'ordered', 'ordered', 'strict', 'any'),
    windowMs: pick(Infinity, 1000, 2000, 3000),
    windowFrom: pick('entry', 'entry', 'previous'),
    windowEvents: pick(Infinity, Infinity, Infinity, 0, 1, 2),
    attempt: pick('furthest', 'furthest', 'first', 'latest'),
    ties: pick('together', 'together', 'fileOrder', 'apart'),
    lateSteps: pick(true, true, false),
  };
  if (options.order === 'any') {
    options.windowFrom = 'entry';
    options.windowEvents = Infinity;
  }
  if (options.ties === 'together') options.graceMs = pick(0, 0, 0, 1000, 2000);
  if (options.ties !== 'apart') options.reuse = pick(false, false, true);
  return options;
}

/** Options with a trend by the hour, on which the sample's times are spread. */
export function withTrend(random: () => number, options: FunnelOptions): FunnelOptions {
  if (options.steps < 2) return options;
  const from = Math.floor(random() * (options.steps - 1));
  const to = from + 1 + Math.floor(random() * (options.steps - 1 - from));
  return { ...options, trend: { buckets: { zone: 'UTC', interval: 'hour', weekStart: 0 }, from, to } };
}

/** Options with a breakdown, for which the sample's events get values in one column or two. */
export function withBreakdown(random: () => number, sample: Sample, options: FunnelOptions): FunnelOptions {
  const below = (n: number): number => Math.floor(random() * n);
  sample.values = Array.from({ length: 1 + below(2) }, () => ['x', 'y']);
  for (const event of sample.people.flat()) event.values = sample.values.map(() => below(3));
  const ats = ['first', 'last', 'any', ...(options.order === 'any' ? [] : [below(options.steps)])] as const;
  return { ...options, breakdown: { at: ats[below(ats.length)]! } };
}

/** Options that hold one property or two, for which the sample's events get values. */
export function withHold(random: () => number, sample: Sample, options: FunnelOptions): FunnelOptions {
  const hold = random() < 0.7 ? 1 : 2;
  sample.held = Array.from({ length: hold }, () => ['x', 'y']);
  const missing = random() < 0.5 ? 0 : 0.25;
  const code = (): number => (random() < missing ? 0 : random() < 0.6 ? 1 : 2);
  for (const event of sample.people.flat()) event.holds = sample.held.map(code);
  return { ...options, hold };
}

export function run(input: KernelInput, options: FunnelOptions): FunnelPartial {
  const running = kernel.run(input, options);
  for (;;) {
    const { done, value } = running.next();
    if (done) return value;
  }
}

/** Options with one or two exclusions, whose events the sample then names. */
export function withExclusions(
  random: () => number,
  sample: Sample,
  names: number,
  options: FunnelOptions,
): FunnelOptions {
  const below = (n: number): number => Math.floor(random() * n);
  const { steps, order } = options;
  if (steps < 2) return options;
  const exclusions = Array.from({ length: 1 + below(2) }, () => {
    const from = order === 'any' ? 0 : below(steps - 1);
    return { from, to: order === 'any' ? steps - 1 : from + 1 + below(steps - 1 - from) };
  });
  sample.excluded = exclusions.map(() => [below(names)]);
  return { ...options, exclusions, excluded: order === 'any' || random() < 0.5 ? 'attempt' : 'unit' };
}
