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

interface Span {
  fromMs: number;
  toMs: number;
}

/** An attempt by the best of its ways: the steps it filled, when each was reached, and by which event. */
export interface Told {
  steps: number[];
  times: number[];
  places: number[];
}

const NOTHING: Told = { steps: [], times: [], places: [] };

/** The last step filled, counted from 1. */
export const depthOf = ({ steps }: Told): number => (steps.at(-1) ?? -1) + 1;

/** Carries the held values of an entry; carries no other; carries one of each property. */
const same = (entry: Moment, { holds }: Moment): boolean => !holds || holds.every((v, h) => v === entry.holds![h]);
const agrees = (entry: Moment, { holds }: Moment): boolean =>
  !holds || holds.every((v, h) => v === 0 || v === entry.holds![h]);
const mayOpen = ({ holds }: Moment): boolean => !holds?.includes(0);

/** Below 0 where list a comes first. */
const compare = (a: number[], b: number[]): number => {
  const k = a.findIndex((value, i) => value !== b[i]);
  return k < 0 ? 0 : a[k]! - b[k]!;
};

/** The deepest way, of equals the one with more steps, of equals the one whose steps come earliest. */
const better = (a: Told, b: Told): boolean =>
  (depthOf(b) - depthOf(a) ||
    b.steps.length - a.steps.length ||
    compare(a.times, b.times) ||
    compare(a.steps, b.steps) ||
    compare(a.places, b.places)) < 0;

const within =
  ({ fromMs, toMs }: Span) =>
  (t: number): boolean =>
    t >= fromMs && t <= toMs;

/**
 * The page on semantics read as it stands, trying everything: every way of every attempt.
 * `log` holds one person's events that exist, in log order.
 */
export function told(log: Moment[], options: FunnelOptions, span: Span): Told {
  let best = NOTHING;
  for (const attempt of considered(log, options, span, false)) {
    const ahead = depthOf(attempt) - depthOf(best);
    const asFar = ahead === 0 && best !== NOTHING;
    const sooner = options.attempt === 'soonest' && asFar && attempt.times.at(-1)! < best.times.at(-1)!;
    if (ahead > 0 || sooner || (options.attempt === 'latest' && asFar)) best = attempt;
  }
  return best;
}

/** Where attempts are counted: one after another, each of what the ones before have left. */
export function toldAttempts(log: Moment[], options: FunnelOptions, span: Span): Told[] {
  const found: Told[] = [];
  const used = new Set<number>();
  const fileOrder = options.ties === 'fileOrder' && options.order !== 'any';
  let isBehind = (_place: number): boolean => true;
  const endsAt = (place: number, t: number): void => {
    isBehind = (other) => (fileOrder ? other > place : log[other]!.t >= t);
  };
  for (;;) {
    const left = log.map((_, place) => isBehind(place) && !used.has(place));
    const [attempt] = attemptsOf(log, options, within(span), left);
    if (!attempt) return found;
    const spoiler = spoilerOf(log, attempt, options, within(span));
    if (spoiler >= 0) {
      used.add(spoiler);
      endsAt(spoiler, log[spoiler]!.t);
      continue;
    }
    found.push(attempt);
    const { times, places } = attempt;
    places.forEach((place) => used.add(place));
    if (depthOf(attempt) === options.steps || options.order === 'strict') endsAt(places.at(-1)!, times.at(-1)!);
    else {
      const edge = (options.windowFrom === 'entry' ? times[0]! : times.at(-1)!) + options.windowMs;
      const last = places.at(-1)! + options.windowEvents + 1;
      isBehind = (other) => log[other]!.t > edge || other > last;
    }
  }
}

/** Buckets of `lengthMs` in which the person has an attempt that reached `from`, and whether one reached `to`. */
export function toldTrend(log: Moment[], options: FunnelOptions, span: Span, lengthMs: number): [number, boolean][] {
  const { from, to } = options.trend!;
  const entries = (attempts: Told[]): [number, boolean][] =>
    attempts.flatMap((way) => toldEntry(way, from, to, lengthMs));
  if (options.count === 'attempts') return entries(toldAttempts(log, options, span));
  if (depthOf(told(log, options, span)) === 0) return [];
  const buckets = new Map<number, boolean>();
  for (const [bucket, converted] of entries(considered(log, options, span, true)))
    buckets.set(bucket, converted || (buckets.get(bucket) ?? false));
  return [...buckets].sort(([a], [b]) => a - b);
}

/** The bucket of an attempt that reached `from`, and whether it reached `to`. */
export const toldEntry = ({ steps, times }: Told, from: number, to: number, lengthMs: number): [number, boolean][] =>
  steps.includes(from) ? [[Math.floor(times[0]! / lengthMs) * lengthMs, steps.includes(to)]] : [];

const attemptsOf = (
  log: Moment[],
  options: FunnelOptions,
  inside: (t: number) => boolean,
  left = log.map(() => true),
): Told[] => (options.order === 'any' ? anyOrder : inOrder)(log, options, inside, left);

/** The clean attempts that may count, or all of the person's clean ones. */
function considered(log: Moment[], options: FunnelOptions, span: Span, all: boolean): Told[] {
  const attempts = attemptsOf(log, options, within(span));
  const clean = (attempt: Told): boolean => spoilerOf(log, attempt, options, within(span)) < 0;
  const first = (list: Told[]): Told[] => (options.attempt === 'first' ? list.slice(0, 1) : list);
  const deepest = Math.max(0, ...attempts.map(depthOf));
  return options.excluded === 'attempt'
    ? first(attempts.filter(clean))
    : first(attempts).filter(
        (attempt) => (all || options.attempt === 'first' || depthOf(attempt) === deepest) && clean(attempt),
      );
}

/** Place of the first event that spoils the attempt, −1 = none does. */
function spoilerOf(log: Moment[], told: Told, options: FunnelOptions, inside: (t: number) => boolean): number {
  const { steps, times, places } = told;
  const depth = depthOf(told);
  const entry = log[places[0]!]!;
  const lastPlace = Math.max(...places);
  const edge = (options.windowFrom === 'entry' ? times[0]! : times.at(-1)!) + options.windowMs;
  const next = log.findIndex(
    (event, place) =>
      same(entry, event) && (options.ties === 'fileOrder' ? place > lastPlace : event.t > times.at(-1)!),
  );
  const ends = (place: number): boolean =>
    same(entry, log[place]!) && (options.ties === 'fileOrder' ? place === next : log[place]!.t === log[next]?.t);
  return log.findIndex((event, place) =>
    options.exclusions.some(({ from, to }, x) => {
      const { t, spoils } = event;
      if (depth <= from || !spoils?.includes(x) || !(options.lateSteps || inside(t)) || !agrees(entry, event))
        return false;
      // a skipped step begins where the one before was filled, and ends where the next one is
      const begun = times[steps.findLastIndex((step) => step <= from)]!;
      if (t <= begun) return false;
      if (options.order === 'strict') return depth <= to && ends(place) && t <= edge;
      return depth > to ? t < times[steps.findIndex((step) => step >= to)]! : t <= edge;
    }),
  );
}

function inOrder(log: Moment[], options: FunnelOptions, inside: (t: number) => boolean, left: boolean[]): Told[] {
  const attempts = new Map<number, Told>();
  const may = (place: number, step: number): boolean =>
    left[place]! && log[place]!.steps.includes(step) && (options.lateSteps || inside(log[place]!.t));

  const follow = (steps: number[], places: number[], attempt: number): void => {
    const times = places.map((_, k) => Math.max(...places.slice(0, k + 1).map((place) => log[place]!.t)));
    const way = { steps, times, places };
    const best = attempts.get(attempt);
    if (!best || better(way, best)) attempts.set(attempt, way);
    for (let step = steps.at(-1)! + 1; step < options.steps; step++) {
      log.forEach((_, place) => {
        if (mayFollow(way, place, step)) follow([...steps, step], [...places, place], attempt);
      });
      if (!options.optional.includes(step)) break;
    }
  };
  const mayFollow = ({ times, places }: Told, place: number, step: number): boolean => {
    const { t } = log[place]!;
    const latest = times.at(-1)!;
    const last = places.at(-1)!;
    const anchor = options.windowFrom === 'entry' ? times[0]! : latest;
    const after = {
      together: t >= latest - options.graceMs,
      fileOrder: place > last || (options.reuse && place === last),
      apart: t > latest,
    }[options.ties];
    if (!same(log[places[0]!]!, log[place]!) || !may(place, step) || !after) return false;
    if (t > anchor + options.windowMs) return false;
    if (places.includes(place) && !(options.reuse && options.ties !== 'apart')) return false;
    if (options.order === 'ordered' && Math.abs(place - last) - 1 > options.windowEvents) return false;
    return options.order !== 'strict' || !stands([...places, place]);
  };
  /** An event of nobody's step lies between two steps, however tied events are put. */
  const stands = (chain: number[]): boolean => {
    const between = (place: number): boolean => {
      if (options.ties === 'fileOrder') return place > Math.min(...chain) && place < Math.max(...chain);
      const times = chain.map((p) => log[p]!.t);
      const { t } = log[place]!;
      return t > Math.min(...times) + options.graceMs && t < Math.max(...times) - options.graceMs;
    };
    return log.some(
      (event, place) => left[place]! && same(log[chain[0]!]!, event) && !chain.includes(place) && between(place),
    );
  };

  log.forEach((event, place) => {
    if (!left[place] || !event.steps.includes(0) || !inside(event.t) || !mayOpen(event)) return;
    follow([0], [place], options.ties === 'together' ? event.t : place);
  });
  return [...attempts.values()];
}

/** Columns count how many steps can be filled by the events up to some event; the events that make it more are used. */
function anyOrder(log: Moment[], options: FunnelOptions, inside: (t: number) => boolean, left: boolean[]): Told[] {
  const matching = log.flatMap((event, place) =>
    left[place] && event.steps.length > 0 && (options.lateSteps || inside(event.t)) ? [place] : [],
  );
  const most = (places: number[], taken: number[] = []): number => {
    const [place, ...others] = places;
    if (place === undefined) return taken.length;
    const { steps } = log[place]!;
    if (options.reuse) return most(others, [...new Set([...taken, ...steps])]);
    const ways = steps.filter((step) => !taken.includes(step)).map((step) => most(others, [...taken, step]));
    return Math.max(most(others, taken), ...ways);
  };
  const attempts = new Map<number, Told>();
  for (const entry of matching) {
    const { t: start, holds } = log[entry]!;
    if (!inside(start) || !mayOpen(log[entry]!) || (attempts.has(start) && !holds)) continue;
    const reachable = matching.filter((place) => {
      const { t } = log[place]!;
      return same(log[entry]!, log[place]!) && t >= start && t <= start + options.windowMs;
    });
    const way: Told = { steps: [], times: [], places: [] };
    reachable.forEach((place, n) => {
      for (let more = most(reachable.slice(0, n + 1)) - way.steps.length; more > 0; more--) {
        way.steps.push(way.steps.length);
        way.times.push(log[place]!.t);
        way.places.push(place);
      }
    });
    const best = attempts.get(start);
    if (!best || better(way, best)) attempts.set(start, way);
  }
  return [...attempts.values()];
}

export interface ToldGroup {
  key: string;
  way: Told;
  /** The events that its funnel is of. */
  log: Moment[];
}

/** The person's funnels by value: of the whole person or attempt, or some for each value. Keys are codes of the columns. */
export function toldGroups(log: Moment[], options: FunnelOptions, span: Span): ToldGroup[] {
  const { at } = options.breakdown!;
  const key = ({ values }: Moment): string => values!.join();
  const valued = (events: Moment[]): string => {
    const some = events.filter(({ values }) => values!.some((code) => code > 0));
    const one = at === 'first' ? some[0] : some.at(-1);
    return one ? key(one) : log[0]!.values!.map(() => 0).join();
  };
  const ways = (events: Moment[]): Told[] =>
    options.count === 'attempts' ? toldAttempts(events, options, span) : [told(events, options, span)];
  if (at === 'first' || at === 'last') {
    const may = log.filter(
      ({ t, steps }) => t >= span.fromMs && (options.lateSteps || t <= span.toMs) && steps.length > 0,
    );
    return ways(log)
      .filter((way) => depthOf(way) > 0)
      .map((way) => ({
        key: valued(options.count === 'attempts' ? way.places.map((place) => log[place]!) : may),
        way,
        log,
      }));
  }
  return [...new Set(log.map(key))].sort().flatMap((value) => {
    const seen =
      at === 'any'
        ? log.filter((event) => key(event) === value)
        : log.map((event) => (key(event) === value ? event : { ...event, steps: event.steps.filter((k) => k !== at) }));
    return ways(seen)
      .filter(({ steps }) => steps.includes(at === 'any' ? 0 : at))
      .map((way) => ({ key: value, way, log: seen }));
  });
}
