import { kinds } from '#analyses/registry.ts';
import type { AnyKind, Finished, PlanContext } from '#analyses/kind.ts';
import type { AnalysisDocument } from '#document/document.ts';
import { envelopeRules } from '#document/rules.ts';
import { countedAs } from '#document/unit.ts';
import type { OnProgress, Pointer } from '#engine/protocol.ts';
import { bothBits, type Bitmap } from '#log/bitmap.ts';
import { cutShards, type EventLog } from '#log/event-log.ts';
import { isOfSessions } from '#log/sessions.ts';
import type { KernelInput, Shard } from '#log/shard.ts';
import type { Behind, FunnelRule, Segment } from '#segments/spec.ts';
import { eventNames } from '#vocabulary/event-match.ts';
import { warning, type Problem } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { Breath } from './breath.ts';
import { eventCodes } from './event-codes.ts';
import { Refused } from './failure.ts';
import type { OpenedLog } from './opened-log.ts';
import { peopleBehind } from './people-behind.ts';
import { eventAmounts } from './segments-amounts.ts';
import { eventsOfSegment, intervalsOf, peopleInSegment, type SegmentRun } from './segments.ts';
import { contextOf, needsTable, readsOf, readsOfSegment, type Reads } from './segments-reads.ts';
import { segmentCodes, unitCodes } from './unit-codes.ts';
import { unitLog } from './unit-log.ts';

/** A kernel's answer before it is put into words, with what is needed to find the people in it. */
export interface Ran {
  kind: AnyKind;
  spec: { kind: string };
  context: PlanContext;
  log: EventLog;
  input: KernelInput;
  options: unknown;
  partial: unknown;
  /** The same of the people of each segment that the question compares. */
  ofSegments: unknown[];
  reads: Reads;
  /** Whether the people behind its numbers can be told from it. */
  tellsPeople: boolean;
}

/** What a run is for: its numbers alone, or also the people behind them. */
export type Detail = 'numbers' | 'people';

/** The log holds all people in one shard for now; the kernels do not know that. */
const SHARDS = 1;

/** The same for questions that one pass over the log answers, whatever their results show of it. */
export function runKey({ analysis, ...envelope }: AnalysisDocument): string {
  const kind = kinds.get(analysis.kind)!;
  return JSON.stringify([envelope, kind.kind, kind.plan(analysis, contextOf({ ...envelope, analysis }))]);
}

/** Runs a question; saved segments must have been written out. */
export async function runKernel(
  document: AnalysisDocument,
  opened: OpenedLog,
  breath: Breath,
  onProgress: OnProgress,
  detail: Detail,
): Promise<Ran> {
  const spec = document.analysis as { kind: string };
  const kind = kinds.get(spec.kind)!;
  const context = contextOf(document);
  const { timezone, span } = context;
  const {
    matches,
    options,
    columns = [],
    attributes = [],
    amounts = [],
    lifecycle,
    segments,
  } = kind.plan(spec, context);
  const reads = readsOf(document);
  if (needsTable(reads, opened)) await opened.table(onProgress);
  const log = await unitLog(document, opened, breath);
  const where = await opened.masks.exists(document.where, log, timezone, breath);
  const among = async (people: Segment, exists: Bitmap | null): Promise<Bitmap> => {
    const found = await membersOf(people, timezone, opened, breath);
    const events = eventsOfSegment(found, opened, log);
    return exists ? bothBits(exists, events) : events;
  };
  const input: KernelInput = {
    shard: log,
    exists: document.segment ? await among(document.segment, where) : where,
    matches: [],
    columns: [],
    attributes: [],
    span,
    facts: log.facts,
    lastMs: opened.log.facts.lastMs,
  };
  for (const match of matches)
    input.matches.push(await opened.masks.match(match, document.where, log, timezone, breath));
  for (const column of columns)
    input.columns.push(
      'segment' in column
        ? segmentCodes(await membersOf(column.segment, timezone, opened, breath), opened, log)
        : await eventCodes(opened, column.property, column.of, log, breath),
    );
  for (const property of attributes) input.attributes.push(await unitCodes(opened, property, log, breath));
  input.amounts = [];
  for (const property of amounts) input.amounts.push(await eventAmounts(opened, property, log, breath));
  if (lifecycle) input.lifecycle = await intervalsOf(opened, breath);
  let tellsPeople = true;
  const run = async (of: KernelInput, how: unknown): Promise<unknown> => {
    const { kernel } = kind;
    const over = (pass: AnyKind['kernel']['run']) =>
      overShards(log, (shard) => breath.run(pass({ ...of, shard }, how)), kernel);
    const counted = detail === 'numbers' && kernel.count ? await over(kernel.count) : null;
    if (counted === null) return over(kernel.run);
    tellsPeople = false;
    return counted;
  };
  const partial = await run(input, options);
  const ofSegments: unknown[] = [];
  for (const people of segments?.people ?? [])
    ofSegments.push(await run({ ...input, exists: await among(people, input.exists) }, segments!.options));
  return { kind, spec, context, log, input, options, partial, ofSegments, reads, tellsPeople };
}

/** What all shards say together; null where one of them says nothing. */
async function overShards(
  log: EventLog,
  pass: (shard: Shard) => Promise<unknown>,
  { merge }: AnyKind['kernel'],
): Promise<unknown> {
  let merged: unknown;
  for (const shard of cutShards(log, SHARDS)) {
    const part = await pass(shard);
    if (part === null) return null;
    merged = merged === undefined ? part : merge(merged, part);
  }
  return merged;
}

/** What it takes to evaluate segments; the table must be loaded if one asks for a property. */
export const segmentRun = (zone: string, opened: OpenedLog, breath: Breath): SegmentRun => ({
  opened,
  zone,
  breath,
  behind: (rule) => behind(rule, opened, breath),
});

const membersOf = (segment: Segment, zone: string, opened: OpenedLog, breath: Breath): Promise<Bitmap> =>
  peopleInSegment(segment, segmentRun(zone, opened, breath));

async function behind(rule: FunnelRule | Behind, opened: OpenedLog, breath: Breath): Promise<Uint32Array> {
  const question = 'behind' in rule ? rule.behind : rule.funnel;
  const ran = await runKernel(question as AnalysisDocument, opened, breath, () => undefined, 'people');
  const people = peopleBehind(ran, pointerOf(rule));
  if (!people.ok) throw new Refused(people.problems);
  const { log } = ran;
  return isOfSessions(log) ? people.value.map((session) => log.people.personOf(session)) : people.value;
}

function pointerOf(rule: FunnelRule | Behind): Pointer {
  if ('pointer' in rule) return rule.pointer;
  return 'reached' in rule ? { step: rule.reached } : { step: rule.dropped, dropped: true };
}

export async function resultOf(
  document: AnalysisDocument,
  ran: Ran,
  opened: OpenedLog,
  breath: Breath,
  startedMs: number,
): Promise<ResultBase> {
  const { kind, spec, context, partial, ofSegments } = ran;
  const made = kind.finish(partial, spec, context, ran.log.facts, ofSegments, ran.log.people) as
    Finished<ResultBase> | Generator<void, Finished<ResultBase>>;
  const finished = 'next' in made ? await breath.run(made) : made;
  const warnings: Problem[] = [
    ...readsWarnings(ran.reads, opened, 'analysis'),
    ...lateWarnings(opened),
    ...(finished.warnings ?? []),
  ];
  // a kind that sessions matter to says itself how they are cut
  const said = new Set(finished.rules.map(({ name }) => name));
  const rules = [...finished.rules, ...envelopeRules(document).filter(({ name }) => !said.has(name))];
  const counts = countedAs(document);
  return {
    ...(counts && { counts }),
    ...finished,
    kind: kind.kind,
    rules,
    warnings,
    elapsedMs: performance.now() - startedMs,
  };
}

/** Warnings about a segment alone. */
export const segmentWarnings = (segment: Segment, opened: OpenedLog): Problem[] => [
  ...lateWarnings(opened),
  ...readsWarnings(readsOfSegment(segment), opened, 'segment'),
];

/** Names that occur nowhere are no error: they count as no match, and the result says so. */
function readsWarnings({ matches, properties, sums }: Reads, opened: OpenedLog, at: string): Problem[] {
  const known = new Set(opened.log.names);
  const missing = new Set(matches.flatMap((match) => eventNames(match) ?? []).filter((name) => !known.has(name)));
  const has = (property: string): boolean => opened.masks.readings.has(property);
  const lost = new Set(
    properties
      .filter(({ property, of }) => !has(property) && !(of === 'person' && opened.log.attributes?.has(property)))
      .map(({ property }) => property),
  );
  const words = new Set(sums.filter((name) => opened.masks.readings.isNumeric(name) === false));
  return [
    ...[...missing].map((name) =>
      warning('engine/noSuchEvent', at, `No event is called “${name}”; it counts as never done.`),
    ),
    ...[...lost].map((name) =>
      warning('engine/noSuchProperty', at, `No event has a property “${name}”; it counts as missing.`),
    ),
    ...[...words].map((name) =>
      warning('engine/notNumeric', at, `Some values of “${name}” are no numbers; they add nothing to a sum.`),
    ),
  ];
}

function lateWarnings({ facts }: OpenedLog): Problem[] {
  const late = facts.lateBroken;
  if (late === 0) return [];
  return [
    warning(
      'engine/lateBroken',
      '',
      `${late} rows have a fault in one of their columns and are left out.`,
      'Save the file as UTF-8 and open it again.',
    ),
  ];
}
