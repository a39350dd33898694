import { falseDiscovery } from '#statistics/false-discovery.ts';
import { oddsRatio } from '#statistics/odds-ratio.ts';
import { leastExpected, scoreTest } from '#statistics/overlapping.ts';
import { differenceOfProportions, shareOf, type Interval } from '#statistics/proportions.ts';
import { looksBehind, type Why } from './kernel-why.ts';
import { insteadOf, type Instead } from './result-why-instead.ts';
import { lookMs, WHY_MINIMUM, type FunnelWhy } from './spec-why.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve } from './switches.ts';

/** So many units reached the first of the two steps, and so many of them the second. */
export interface Reached {
  units: number;
  converted: number;
}

/** An event done before or after the first step, or a value there; null = none. */
export type Trait = { event: string; when: 'before' | 'after' } | { property: string; value: string | null };

/** How getting on goes with a trait. Rates are 0..1. */
export type GoesWith = Trait & Told;

export interface Told {
  with: Reached;
  without: Reached;
  rateWith: number;
  rateWithout: number;
  /** Of the rate with it less that without it, with both ends of the 95 % interval. */
  difference: number;
  differenceInterval: Interval;
  /** Above 1 it goes with converting, below with dropping. */
  oddsRatio: number;
  oddsInterval: Interval;
  /** Half a unit was added to each cell of the table, as one was empty. */
  corrected: boolean;
  p: number;
  /** p adjusted for all comparisons made. */
  q: number;
}

export interface WhyResult extends Reached {
  from: number;
  to: number;
  minimum: number;
  /**
   * Units that reached `from` and still had time when the log, or the range where no step may lie behind it, ended: left
   * out, or counted as dropped where asked.
   */
  open: number;
  /** How long after `from` events are looked at; null where none are. */
  afterSeconds: number | null;
  /** Of those who had not converted by then and still could: they alone are compared by events after `from`. */
  still: Reached | null;
  /** Comparisons made, and traits not compared as too few have them or have not. */
  tested: number;
  tooFew: number;
  /** Strongest first, by the end of the interval that is nearer to 1. */
  goesWith: GoesWith[];
  /** What those who dropped did next, and last. */
  instead: Instead;
}

/** Under so many expected in a cell a test is not to be trusted. */
const LEAST_EXPECTED = 5;

export function whyResult(why: Why, asked: FunnelWhy, spec: FunnelSpec): WhyResult {
  const { from, to, minimum = WHY_MINIMUM } = asked;
  const compared = comparedIn(why, asked);
  const look = lookOf(why, asked, spec);
  const everybody = reached(why, compared);
  const stillThere = look === null ? null : stillThereAfter(why, compared, look);
  const still = stillThere && reached(why, stillThere);
  const rows: (Trait & Omit<Told, 'q'>)[] = [];
  let tooFew = 0;
  const compare = (trait: Trait, having: Reached, all: Reached): void => {
    const row = having.units > 0 && having.units < all.units ? tested(trait, having, all, minimum) : null;
    if (row) rows.push(row);
    else if (having.units > 0) tooFew++;
  };
  traitsOf(why, asked, { compared, stillThere, look }).forEach(({ trait, having, after }) =>
    compare(trait, having, after ? still! : everybody),
  );
  const q = falseDiscovery(rows.map(({ p }) => p));
  return {
    from,
    to,
    minimum,
    ...everybody,
    open: why.open.reduce((sum, is) => sum + is, 0),
    afterSeconds: look === null ? null : look / 1000,
    still,
    tested: rows.length,
    tooFew,
    goesWith: rows.map((row, i): GoesWith => ({ ...row, q: q[i]! })).sort(strongestFirst),
    instead: insteadOf(why, compared),
  };
}

/** Who is compared, by row: without those whose time had not passed, whether or not they converted. */
export const comparedIn = ({ open }: Why, { open: all = false }: FunnelWhy): Uint8Array =>
  open.map((is) => Number(all || is === 0));

/** Milliseconds after `from`; null where nothing behind it is compared. */
export function lookOf(why: Why, asked: FunnelWhy, spec: FunnelSpec): number | null {
  const { order, windowEvents } = resolve(spec);
  if (!looksBehind({ order: order.value, windowEvents: windowEvents.value ?? Infinity })) return null;
  const compared = comparedIn(why, asked);
  const times = why.took.filter((ms, row) => compared[row] === 1 && !Number.isNaN(ms)).sort();
  return lookMs(asked) ?? times[Math.ceil(times.length / 2) - 1] ?? null;
}

/** Who, so long after `from`, has not converted and still can. */
export const stillThereAfter = ({ took, left }: Why, compared: Uint8Array, look: number): Uint8Array =>
  compared.map((is, row) => Number(is === 1 && !(took[row]! <= look) && left[row]! >= look));

function reached({ took }: Why, rows: Uint8Array): Reached {
  const count: Reached = { units: 0, converted: 0 };
  rows.forEach((is, row) => is === 1 && add(count, took[row]!));
  return count;
}

function add(count: Reached, tookMs: number): void {
  count.units++;
  if (!Number.isNaN(tookMs)) count.converted++;
}

interface Counted {
  trait: Trait;
  having: Reached;
  after: boolean;
}

function traitsOf(
  why: Why,
  { properties = [] }: FunnelWhy,
  { compared, stillThere, look }: { compared: Uint8Array; stillThere: Uint8Array | null; look: number | null },
): Counted[] {
  const { took } = why;
  const none = (many: number): Reached[] => Array.from({ length: many }, () => ({ units: 0, converted: 0 }));
  const met = (
    { start, codes }: Why['before'],
    rows: Uint8Array,
    when: 'before' | 'after',
    counts: (at: number) => boolean,
  ): Counted[] => {
    const having = none(why.names.length);
    for (let row = 0; row < rows.length; row++)
      for (let at = start[row]!; rows[row] === 1 && at < start[row + 1]!; at++)
        if (counts(at)) add(having[codes[at]!]!, took[row]!);
    return having.map((of, code) => ({
      trait: { event: why.names[code]!, when },
      having: of,
      after: when === 'after',
    }));
  };
  const { firsts } = why.after;
  return [
    ...met(why.before, compared, 'before', () => true),
    ...(stillThere && look !== null ? met(why.after, stillThere, 'after', (at) => firsts[at]! <= look) : []),
    ...properties.flatMap((property, c): Counted[] => {
      const { codes, values } = why.values[c]!;
      const having = none(values.length + 1);
      codes.forEach((code, row) => compared[row] === 1 && add(having[code]!, took[row]!));
      return having.map((of, code) => ({
        trait: { property, value: code === 0 ? null : values[code - 1]! },
        having: of,
        after: false,
      }));
    }),
  ];
}

/** Null where too few have the trait or have it not, or a test would not be trusted. */
function tested(trait: Trait, having: Reached, all: Reached, minimum: number): (Trait & Omit<Told, 'q'>) | null {
  const without: Reached = { units: all.units - having.units, converted: all.converted - having.converted };
  if (Math.min(having.units, without.units) < minimum) return null;
  const a = { people: having.units, having: having.converted };
  const b = { people: without.units, having: without.converted };
  const groups = { a, b, both: { people: 0, having: 0 } };
  const test = leastExpected(groups) < LEAST_EXPECTED ? null : scoreTest(groups);
  if (!test) return null;
  const { ratio, interval, corrected } = oddsRatio(a, b);
  return {
    ...trait,
    with: having,
    without,
    rateWith: shareOf(a),
    rateWithout: shareOf(b),
    difference: shareOf(a) - shareOf(b),
    differenceInterval: differenceOfProportions(a, b),
    oddsRatio: ratio,
    oddsInterval: interval,
    corrected,
    p: test.p,
  };
}

/** An odds ratio of few is rough: what it is at least decides. */
export const strength = ({ oddsRatio, oddsInterval }: Pick<Told, 'oddsRatio' | 'oddsInterval'>): number =>
  oddsRatio >= 1 ? Math.log(oddsInterval[0]) : -Math.log(oddsInterval[1]);

const strongestFirst = (a: GoesWith, b: GoesWith): number =>
  strength(b) - strength(a) || a.p - b.p || (nameOf(a) < nameOf(b) ? -1 : 1);

const nameOf = (trait: Trait): string =>
  'event' in trait ? `${trait.event} ${trait.when}` : `${trait.property} ${trait.value ?? ''}`;
