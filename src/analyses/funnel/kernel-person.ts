import { AnyOrder } from './kernel-any.ts';
import { Attempts, type Track } from './kernel-attempts.ts';
import { Exclusions } from './kernel-exclusions.ts';
import type { GroupTally } from './kernel-groups.ts';
import { attemptsInOrder, HeldValues, type HeldAttempt } from './kernel-held.ts';
import { Journey, type View } from './kernel-journey.ts';
import { copyWay, fillsStep, noWay, type Way } from './kernel-way.ts';
import { Ordered } from './kernel-ordered.ts';
import { Search } from './kernel-search.ts';
import { Skipping } from './kernel-skipping.ts';
import { Strict } from './kernel-strict.ts';
import { byTies, TiesTally } from './kernel-ties.ts';
import { TrendTally } from './kernel-trend.ts';
import { Verdict } from './kernel-verdict.ts';
import type { KernelInput } from '#log/shard.ts';
import type { Ties } from './spec.ts';
import type { FunnelOptions } from './switches.ts';

/** Any question about one person at a time, exact for every switch. */
export class PersonFunnel {
  readonly journey: Journey;
  way: Way;
  /** The person's depth differs between ties together and apart. */
  decidedByTies = false;
  /** Steps that they reach one way and not another. */
  readonly ties: TiesTally;
  readonly #byTies;
  readonly #other: Way;
  /** Where steps may be skipped another. */
  readonly #ordered: Ordered | Skipping;
  readonly #strict: Strict;
  readonly #any: AnyOrder;
  readonly #search: Search;
  readonly trend: TrendTally | null;
  readonly #exclusions: Exclusions;
  /** Of the attempts with the ties asked for, and with other ties. */
  readonly #verdict: Verdict;
  readonly #otherVerdict: Verdict;
  /** The person's events by what they hold, where properties are held. */
  readonly #held: HeldValues | null;
  readonly #attempts: Attempts;
  /** The question needs every attempt, not only the one that counts. */
  readonly #every: boolean;

  constructor(
    input: KernelInput,
    readonly options: FunnelOptions,
    readonly groups: GroupTally | null,
  ) {
    this.journey = new Journey(input, options);
    this.ties = new TiesTally(input.shard.firstPerson);
    this.#byTies = byTies(options.steps);
    this.#every = needsEveryAttempt(options);
    this.#verdict = new Verdict(options);
    this.#otherVerdict = new Verdict(options);
    this.trend = options.trend && new TrendTally(input, options.trend);
    this.#exclusions = new Exclusions(input, options);
    this.#held = options.hold > 0 ? new HeldValues(input, options) : null;
    this.way = this.#every ? this.#verdict.way : noWay(options.steps);
    this.#other = noWay(options.steps);
    this.#ordered =
      options.optional.length > 0 ? new Skipping(this.journey, options) : new Ordered(this.journey, options);
    this.#strict = new Strict(this.journey, options);
    this.#any = new AnyOrder(this.journey, options);
    this.#search = new Search(this.journey, options);
    this.#attempts = new Attempts(input, options, this.journey, this.#exclusions, {
      first: (ties, way) => this.#first(ties, way),
      isExact: (ties) => this.#isExact(ties),
      looksAhead: (ties) => ties === 'together' && (options.graceMs > 0 || options.windowEvents !== Infinity),
    });
  }

  /** Leaves the attempt that counts in `way`. Counted from the shard's first person. */
  solve(person: number): void {
    const { journey, way, options } = this;
    const held = this.#held;
    this.decidedByTies = false;
    this.answer(person, null, this.trend);
    if (!held && (!journey.inRange || journey.length === 0)) return;
    this.trend?.count(person, this.groups?.ofPerson(person) ?? 0);
    const tied = held ? held.tied || options.reuse : journey.tied || (options.reuse && journey.overlaps);
    if (options.order === 'any' || !tied) return;
    this.#search.begin();
    const { now, together, apart } = this.#byTies;
    markSteps(way, now);
    const depth = (ties: Ties, into: Int32Array): number => {
      const by = ties === options.ties ? way : this.#by(ties, held);
      markSteps(by, into);
      return by.depth;
    };
    this.decidedByTies = depth('together', together) !== depth('apart', apart);
    this.ties.take(person, this.#byTies);
    if (held && way.depth > 0) journey.readSome(held.values[way.held]!, null);
  }

  /** Leaves the attempt that counts in `way`, of the events that a view takes. */
  answer(person: number, view: View | null, trend: TrendTally | null): void {
    const { journey, way, options } = this;
    trend?.begin();
    way.depth = 0;
    way.ended = false;
    this.#search.begin();
    if (this.#held) {
      const only = view && view.only;
      this.#held.read(person, view && view.keep);
      this.#judgeHeld(this.#held, options.ties, this.#verdict, trend, only);
      if (way.depth === 0) return;
      journey.readSome(this.#held.values[way.held]!, only);
      if (options.order === 'any') this.#any.name(options.reuse, way);
      return;
    }
    journey.read(person, view);
    if (!journey.inRange || journey.length === 0) return;
    if (this.#every) {
      this.#exclusions.read(person, view && view.keep);
      this.#judge(options.ties, this.#verdict, trend);
      if (options.order === 'any') this.#any.name(options.reuse, way);
    } else if (options.order === 'any') this.#any.solve(options.reuse, way);
    else this.#solve(options.ties, way);
  }

  /** Shows the attempts of a person one after another, of the events that a view takes. */
  attempts(person: number, view: View | null, ties: Ties, show: (way: Way) => void): void {
    const held = this.#held;
    const keep = view && view.keep;
    let tracks: Track[];
    if (held) {
      held.read(person, keep);
      tracks = held.values.map((value) => ({ events: value, spoilers: held.spoilersOf(value) }));
    } else {
      const events = this.journey.chosen(person, keep);
      tracks = [{ events, spoilers: events }];
    }
    this.#search.begin();
    this.#attempts.each(tracks, view && view.only, ties, show);
  }

  /** Whether ties together and apart make a different number of attempts of some depth. */
  attemptsDiffer(person: number): boolean {
    const { journey, options } = this;
    if (options.order === 'any') return false;
    journey.read(person);
    if (!journey.tied && !(options.reuse && journey.overlaps)) return false;
    const { now, together, apart } = this.#byTies;
    const depths = (ties: Ties, into: Int32Array): string => {
      const many = new Array<number>(options.steps).fill(0);
      into.fill(0);
      this.attempts(person, null, ties, (way) => {
        many[way.depth - 1] = many[way.depth - 1]! + 1;
        for (let k = 0; k < into.length; k++) if (fillsStep(way, k)) into[k]!++;
      });
      return many.join();
    };
    const differ = depths('together', together) !== depths('apart', apart);
    if (options.ties === 'fileOrder') depths('fileOrder', now);
    else now.set(options.ties === 'together' ? together : apart);
    this.ties.take(person, this.#byTies);
    return differ;
  }

  /** The attempt that counts with other ties. */
  #by(ties: Ties, held: HeldValues | null): Way {
    if (held) this.#judgeHeld(held, ties, this.#otherVerdict, null, null);
    else if (this.#every) this.#judge(ties, this.#otherVerdict, null);
    else {
      this.#solve(ties, this.#other);
      return this.#other;
    }
    return this.#otherVerdict.way;
  }

  /** The first attempt of the journey at hand. */
  #first(ties: Ties, way: Way): void {
    const any = this.options.order === 'any';
    this.#each(ties, (now) => {
      copyWay(now, way);
      return !any;
    });
    // of steps in any order attempts come latest first
    if (any) this.#any.name(this.options.reuse, way);
  }

  #isExact(ties: Ties): boolean {
    const { order } = this.options;
    if (order === 'any' || ties === 'fileOrder' || this.#searches(ties)) return true;
    return order === 'ordered' && ties === 'apart';
  }

  #solve(ties: Ties, way: Way): void {
    const { options } = this;
    const reuse = options.reuse && ties !== 'apart';
    if (this.#searches(ties)) this.#search.solve(reuse, way);
    else if (options.order === 'strict') this.#strict.solve(ties, reuse, way);
    else this.#ordered.solve(ties, reuse, way);
  }

  /** Depth of the attempt that counts once every attempt was weighed. */
  #judge(ties: Ties, verdict: Verdict, trend: TrendTally | null): number {
    const { journey } = this;
    const fileOrder = ties === 'fileOrder';
    verdict.begin();
    this.#each(ties, (way) => this.#weigh(way, this.#exclusions.spoils(way, journey, fileOrder), verdict, trend));
    return this.#decide(verdict, trend);
  }

  /** The same of attempts whose events hold what their entry does. */
  #judgeHeld(held: HeldValues, ties: Ties, verdict: Verdict, trend: TrendTally | null, only: View['only']): number {
    const { journey, options } = this;
    const found: HeldAttempt[] = [];
    const fileOrder = ties === 'fileOrder';
    const byInstant = ties === 'together' || options.order === 'any';
    verdict.begin();
    held.values.forEach((value, number) => {
      journey.readSome(value, only);
      if (!journey.inRange || journey.length === 0) return;
      this.#exclusions.readSome(held.spoilersOf(value));
      this.#each(ties, (now) => {
        const way = noWay(options.steps);
        copyWay(now, way);
        way.held = number;
        const spoilt = this.#exclusions.spoils(way, journey, fileOrder);
        found.push({ way, spoilt, place: held.entryPlace(way, journey, byInstant) });
        return false;
      });
    });
    for (const { way, spoilt } of attemptsInOrder(found, byInstant))
      if (this.#weigh(way, spoilt, verdict, trend)) break;
    return this.#decide(verdict, trend);
  }

  /** Shows every attempt until one is enough. */
  #each(ties: Ties, enough: (way: Way) => boolean): void {
    const { options } = this;
    const reuse = options.reuse && ties !== 'apart';
    if (options.order === 'any') this.#any.each(reuse, enough);
    else if (this.#searches(ties)) this.#search.each(reuse, enough);
    else if (options.order === 'strict') this.#strict.each(ties, reuse, enough);
    else this.#ordered.each(ties, reuse, enough);
  }

  #weigh(way: Way, spoilt: boolean, verdict: Verdict, trend: TrendTally | null): boolean {
    const enough = verdict.take(way, spoilt);
    if (!trend || this.options.attempt === 'first') return enough;
    if (!spoilt) trend.take(way);
    return false;
  }

  #decide(verdict: Verdict, trend: TrendTally | null): number {
    if (this.options.attempt === 'first') trend?.take(verdict.way);
    if (verdict.left) trend?.begin();
    return verdict.way.depth;
  }

  #searches(ties: Ties): boolean {
    const { journey, options } = this;
    const wide = ties === 'together' && journey.tied && options.graceMs > 0;
    const far = ties === 'together' && journey.tied && options.windowEvents !== Infinity;
    return wide || (far && options.order === 'ordered');
  }
}

function markSteps(way: Way, into: Int32Array): void {
  for (let k = 0; k < into.length; k++) into[k] = fillsStep(way, k) ? 1 : 0;
}

export const needsEveryAttempt = (options: FunnelOptions): boolean =>
  options.exclusions.length > 0 || options.trend !== null || options.hold > 0;
