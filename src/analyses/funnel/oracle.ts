import type { FunnelOptions } from './switches.ts';

/** An event as the oracle sees it: its time, and the steps that it matches. */
export interface Moment {
  t: number;
  steps: number[];
  /** The exclusions that it matches. */
  spoils?: number[];
  /** Its value in each column, 0 = missing. */
  values?: number[];
  /** Its value in each held column, 0 = missing. */
  holds?: number[];
}

export interface Told {
  depth: number;
  times: number[];
  /** Place of the last of its events. */
  last: number;
  /** Place of the event that opened it. */
  entry: number;
}

const NOTHING: Told = { depth: 0, times: [], last: -1, entry: -1 };

/** Carries the held values of an entry; carries no other; carries one of each property. */
const same = (entry: Moment, { holds }: Moment): boolean => !holds || holds.every((v, h) => v === entry.holds![h]);
const agrees = (entry: Moment, { holds }: Moment): boolean =>
  !holds || holds.every((v, h) => v === 0 || v === entry.holds![h]);
const mayOpen = ({ holds }: Moment): boolean => !holds?.includes(0);

const earlier = (a: number[], b: number[]): boolean => {
  const k = a.findIndex((time, i) => time !== b[i]);
  return k >= 0 && a[k]! < b[k]!;
};

/**
 * The page on semantics read as it stands, trying everything: every way of every attempt.
 * `log` holds one person's events that exist, in log order.
 */
export function told(log: Moment[], options: FunnelOptions, span: { fromMs: number; toMs: number }): Told {
  let best = NOTHING;
  for (const attempt of considered(log, options, span, false))
    if (attempt.depth > best.depth || (options.attempt === 'latest' && attempt.depth === best.depth)) best = attempt;
  return best;
}

/** Buckets of `lengthMs` in which the person has an attempt that reached `from`, and whether one reached `to`. */
export function toldTrend(
  log: Moment[],
  options: FunnelOptions,
  span: { fromMs: number; toMs: number },
  lengthMs: number,
): [number, boolean][] {
  const { from, to } = options.trend!;
  if (told(log, options, span).depth === 0) return [];
  const buckets = new Map<number, boolean>();
  for (const { depth, times } of considered(log, options, span, true)) {
    const bucket = Math.floor(times[0]! / lengthMs) * lengthMs;
    if (depth > from) buckets.set(bucket, depth > to || (buckets.get(bucket) ?? false));
  }
  return [...buckets].sort(([a], [b]) => a - b);
}

/** The clean attempts that may count, or all of the person's clean ones. */
function considered(
  log: Moment[],
  options: FunnelOptions,
  span: { fromMs: number; toMs: number },
  all: boolean,
): Told[] {
  const inside = (t: number): boolean => t >= span.fromMs && t <= span.toMs;
  const attempts = options.order === 'any' ? anyOrder(log, options, inside) : inOrder(log, options, inside);
  const clean = (attempt: Told): boolean => !isSpoilt(log, attempt, options, inside);
  const first = (list: Told[]): Told[] => (options.attempt === 'first' ? list.slice(0, 1) : list);
  const deepest = Math.max(0, ...attempts.map(({ depth }) => depth));
  return options.excluded === 'attempt'
    ? first(attempts.filter(clean))
    : first(attempts).filter(
        (attempt) => (all || options.attempt === 'first' || attempt.depth === deepest) && clean(attempt),
      );
}

function isSpoilt(log: Moment[], told: Told, options: FunnelOptions, inside: (t: number) => boolean) {
  const { depth, times, last } = told;
  const entry = log[told.entry]!;
  const anchor = options.windowFrom === 'entry' ? times[0]! : times.at(-1)!;
  const next = log.findIndex(
    (event, place) => same(entry, event) && (options.ties === 'fileOrder' ? place > last : event.t > times.at(-1)!),
  );
  const ends = (place: number): boolean =>
    same(entry, log[place]!) && (options.ties === 'fileOrder' ? place === next : log[place]!.t === log[next]?.t);
  return options.exclusions.some(({ from, to }, x) =>
    log.some((event, place) => {
      const { t, spoils } = event;
      if (depth <= from || t <= times[from]! || !spoils?.includes(x) || !(options.lateSteps || inside(t))) return false;
      if (!agrees(entry, event)) return false;
      if (options.order === 'strict') return depth <= to && ends(place) && t <= anchor + options.windowMs;
      return depth > to ? t < times[to]! : t <= anchor + options.windowMs;
    }),
  );
}

function inOrder(log: Moment[], options: FunnelOptions, inside: (t: number) => boolean): Told[] {
  const attempts = new Map<number, Told>();
  const may = (place: number, step: number): boolean =>
    log[place]!.steps.includes(step) && (options.lateSteps || inside(log[place]!.t));

  const follow = (chain: number[], attempt: number): void => {
    const times = chain.map((_, k) => Math.max(...chain.slice(0, k + 1).map((place) => log[place]!.t)));
    const best = attempts.get(attempt);
    if (!best || chain.length > best.depth || (chain.length === best.depth && earlier(times, best.times)))
      attempts.set(attempt, { depth: chain.length, times, last: Math.max(...chain), entry: chain[0]! });
    if (chain.length === options.steps) return;
    log.forEach((event, place) => {
      const latest = times.at(-1)!;
      const last = chain.at(-1)!;
      const anchor = options.windowFrom === 'entry' ? times[0]! : latest;
      const after = {
        together: event.t >= latest - options.graceMs,
        fileOrder: place > last || (options.reuse && place === last),
        apart: event.t > latest,
      }[options.ties];
      if (!same(log[chain[0]!]!, event)) return;
      if (!may(place, chain.length) || !after || event.t > anchor + options.windowMs) return;
      if (chain.includes(place) && !(options.reuse && options.ties !== 'apart')) return;
      if (options.order === 'ordered' && Math.abs(place - last) - 1 > options.windowEvents) return;
      if (options.order === 'strict' && stands([...chain, place])) return;
      follow([...chain, place], attempt);
    });
  };
  /** An event of nobody's step lies between two steps, however tied events are put. */
  const stands = (chain: number[]): boolean => {
    const between = (place: number): boolean => {
      if (options.ties === 'fileOrder') return place > Math.min(...chain) && place < Math.max(...chain);
      const times = chain.map((p) => log[p]!.t);
      const { t } = log[place]!;
      return t > Math.min(...times) + options.graceMs && t < Math.max(...times) - options.graceMs;
    };
    return log.some((event, place) => same(log[chain[0]!]!, event) && !chain.includes(place) && between(place));
  };

  log.forEach((event, place) => {
    if (!event.steps.includes(0) || !inside(event.t) || !mayOpen(event)) return;
    follow([place], options.ties === 'together' ? event.t : place);
  });
  return [...attempts.values()];
}

function anyOrder(log: Moment[], options: FunnelOptions, inside: (t: number) => boolean): Told[] {
  const matching = log.filter(({ t, steps }) => steps.length > 0 && (options.lateSteps || inside(t)));
  const most = (events: Moment[], taken: number[]): number => {
    const [event, ...others] = events;
    if (!event) return taken.length;
    if (options.reuse) return most(others, [...new Set([...taken, ...event.steps])]);
    const ways = event.steps.filter((step) => !taken.includes(step)).map((step) => most(others, [...taken, step]));
    return Math.max(most(others, taken), ...ways);
  };
  const attempts = new Map<number, Told>();
  for (const entry of matching) {
    const start = entry.t;
    if (!inside(start) || !mayOpen(entry) || (attempts.has(start) && !entry.holds)) continue;
    const held = matching.filter((event) => same(entry, event));
    const times: number[] = [];
    for (const now of new Set(held.map(({ t }) => t))) {
      if (now < start || now > start + options.windowMs) continue;
      const filled = most(
        held.filter(({ t }) => t >= start && t <= now),
        [],
      );
      while (times.length < filled) times.push(now);
    }
    const best = attempts.get(start);
    if (!best || times.length > best.depth || (times.length === best.depth && earlier(times, best.times)))
      attempts.set(start, { depth: times.length, times, last: -1, entry: log.indexOf(entry) });
  }
  return [...attempts.values()];
}

/** The person's funnels by value: of the whole person, or one for each value. Keys are codes of the columns. */
export function toldGroups(
  log: Moment[],
  options: FunnelOptions,
  span: { fromMs: number; toMs: number },
): { key: string; way: Told }[] {
  const { at } = options.breakdown!;
  const key = ({ values }: Moment): string => values!.join();
  const may = log.filter(
    ({ t, steps }) => t >= span.fromMs && (options.lateSteps || t <= span.toMs) && steps.length > 0,
  );
  if (at === 'first' || at === 'last') {
    const valued = may.filter(({ values }) => values!.some((code) => code > 0));
    const one = at === 'first' ? valued[0] : valued.at(-1);
    const way = told(log, options, span);
    return way.depth > 0 ? [{ key: one ? key(one) : log[0]!.values!.map(() => 0).join(), way }] : [];
  }
  return [...new Set(log.map(key))].sort().flatMap((value) => {
    const seen =
      at === 'any'
        ? log.filter((event) => key(event) === value)
        : log.map((event) => (key(event) === value ? event : { ...event, steps: event.steps.filter((k) => k !== at) }));
    const way = told(seen, options, span);
    return way.depth > (at === 'any' ? 0 : at) ? [{ key: value, way }] : [];
  });
}
