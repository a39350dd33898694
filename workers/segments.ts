import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import type { EventLog } from '#log/event-log.ts';
import { planPattern } from '#log/pattern.ts';
import { intoLaidOrder } from '#log/regroup.ts';
import { dayReader } from '#segments/kernel-days.ts';
import { bounds, didPeople } from '#segments/kernel-did.ts';
import { lifecyclePeople } from '#segments/kernel-lifecycle.ts';
import { sequencePeople } from '#segments/kernel-sequence.ts';
import { sumPeople } from '#segments/kernel-sum.ts';
import { windowOf } from '#segments/kernel-window.ts';
import { allOf, anyOf, eventsOf, notIn } from '#segments/people-bits.ts';
import type { Behind, FunnelRule, LifecycleRule, Person, Segment, SegmentLeaf } from '#segments/spec.ts';
import { thresholds, usageIntervals, type UsageIntervals } from '#segments/usage-intervals.ts';
import { spanOf } from '#vocabulary/calendar.ts';
import { durationMs } from '#vocabulary/duration.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { personValues } from './person-values.ts';
import { amountsOf } from './segments-amounts.ts';

/** A bitmap of a million people is 125 kB: so many conditions are kept, the longest unused go first. */
const KEPT_CONDITIONS = 128;

interface Kept {
  conditions: Map<string, Bitmap>;
  intervals: UsageIntervals | null;
}

const kept = new WeakMap<EventLog, Kept>();

/** Kept conditions of a log, to be weighed. */
export const keptSegments = ({ log }: OpenedLog): unknown => kept.get(log)?.conditions;

export const forgetSegments = ({ log }: OpenedLog): void => void kept.delete(log);

const keptOf = (log: EventLog): Kept => {
  const known = kept.get(log) ?? { conditions: new Map<string, Bitmap>(), intervals: null };
  kept.set(log, known);
  return known;
};

/** What evaluating a segment needs. The table must be loaded if it asks for a property. */
export interface SegmentRun {
  opened: OpenedLog;
  zone: string;
  breath: Breath;
  /** Numbers of the people behind a number of an analysis. */
  behind(rule: FunnelRule | Behind): Promise<Uint32Array>;
}

/** Who is in a segment, over the whole log. Saved segments must have been written out. */
export async function peopleInSegment(segment: Segment, run: SegmentRun): Promise<Bitmap> {
  const { people } = run.opened.log.facts;
  if ('all' in segment || 'any' in segment) {
    const every = 'all' in segment;
    const inner: Bitmap[] = [];
    for (const each of every ? segment.all : segment.any) inner.push(await peopleInSegment(each, run));
    return every ? allOf(inner, people) : anyOf(inner, people);
  }
  if ('not' in segment) return notIn(await peopleInSegment(segment.not, run));
  if ('saved' in segment) throw new Error(`the saved segment “${segment.saved}” was not written out`);
  // people are found as fast as the text of their list would be, and it may be of all of them
  if ('ids' in segment) return evaluate(segment, run);
  const { conditions } = keptOf(run.opened.log);
  const key = JSON.stringify([run.zone, segment]);
  const found = conditions.get(key) ?? (await evaluate(segment, run));
  conditions.delete(key);
  conditions.set(key, found);
  if (conditions.size > KEPT_CONDITIONS) conditions.delete(conditions.keys().next().value!);
  return found;
}

/** Every event of people on a log that may be cut by what else is counted. */
export const eventsOfSegment = (people: Bitmap, { log }: OpenedLog, cut: EventLog): Bitmap => {
  const events = eventsOf(people, log.personStart, log.event.length);
  return cut === log ? events : intoLaidOrder(events, cut);
};

export async function intervalsOf({ log }: OpenedLog, breath: Breath): Promise<UsageIntervals> {
  const known = keptOf(log);
  known.intervals ??= await breath.run(usageIntervals(log));
  return known.intervals;
}

async function evaluate(leaf: SegmentLeaf, run: SegmentRun): Promise<Bitmap> {
  const { opened, zone, breath } = run;
  const { log } = opened;
  const resolve = (match: EventMatch) => opened.masks.match(match, undefined, log, zone, breath);
  const lastMs = log.facts.lastMs;
  if ('ids' in leaf)
    return bitsOf(
      leaf.ids.map((id) => log.people.find(id)),
      log,
    );
  if ('did' in leaf) {
    const match = await resolve(leaf.did);
    const window = windowOf(leaf.within, zone, lastMs);
    const dayOf = leaf.days ? dayReader(zone) : null;
    return breath.run(didPeople(log, { match, window, dayOf, ...bounds(leaf) }));
  }
  if ('sum' in leaf) {
    const match = await resolve(leaf.of);
    const window = windowOf(leaf.within, zone, lastMs);
    const amounts = await amountsOf(opened, leaf.sum, breath);
    return breath.run(sumPeople(log, { match, window, amounts, amount: leaf }));
  }
  if ('sequence' in leaf) {
    const { plan, matches } = planPattern(leaf.sequence, leaf.within);
    const resolved = [];
    for (const match of matches) resolved.push(await resolve(match));
    return breath.run(sequencePeople(log, plan, resolved));
  }
  if ('person' in leaf) return peopleWho(leaf, run);
  if ('lifecycle' in leaf) return peopleInState(leaf, run);
  return bitsOf(await run.behind(leaf), log);
}

function bitsOf(people: Iterable<number>, log: EventLog): Bitmap {
  const out = emptyBitmap(log.facts.people);
  for (const person of people) if (person >= 0) setBit(out, person);
  return out;
}

async function peopleWho({ person: condition, at }: Person, { opened, zone, breath }: SegmentRun): Promise<Bitmap> {
  const { codes, values, reading } = await personValues(opened, condition.property, breath, at);
  const decided = await opened.masks.readings.decide(values, condition, reading, zone, breath);
  const out = emptyBitmap(codes.length);
  for (let p = 0; p < codes.length; p++) if (decided[codes[p]!] === 1) setBit(out, p);
  return out;
}

async function peopleInState(rule: LifecycleRule, { opened, zone, breath }: SegmentRun): Promise<Bitmap> {
  const { log } = opened;
  const given = rule.silentAfter || rule.churnedAfter;
  const { silentAfter, churnedAfter } = thresholds(rule, given ? null : await intervalsOf(opened, breath));
  const asOfMs = rule.asOf === undefined ? log.facts.lastMs : spanOf({ to: rule.asOf }, zone)!.toMs;
  const options = { asOfMs, silentMs: durationMs(silentAfter), churnedMs: durationMs(churnedAfter) };
  const states = await breath.run(lifecyclePeople(log, options));
  return states[rule.lifecycle];
}
