import { kinds } from '#analyses/registry.ts';
import type { AnyKind, PlanContext } from '#analyses/kind.ts';
import { WEEKDAYS, type AnalysisDocument } from '#document/document.ts';
import { countedAs, unitRules } from '#document/unit.ts';
import type { OnProgress } from '#engine/protocol.ts';
import { cutShards, type EventLog } from '#log/event-log.ts';
import type { KernelInput } from '#log/shard.ts';
import { spanOf } from '#vocabulary/calendar.ts';
import { eventNames, type EventMatch } from '#vocabulary/event-match.ts';
import { warning, type Problem } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import { ruleProperties } from '#vocabulary/rule.ts';
import type { Breath } from './breath.ts';
import { eventCodes } from './event-codes.ts';
import type { OpenedLog } from './opened-log.ts';
import { sessionMatches, unitLog } from './unit-log.ts';

/** A kernel's answer before it is put into words, with what is needed to find the people in it. */
export interface Ran {
  kind: AnyKind;
  spec: { kind: string };
  context: PlanContext;
  log: EventLog;
  input: KernelInput;
  options: unknown;
  partial: unknown;
}

/** The log holds all people in one shard for now; the kernels do not know that. */
const SHARDS = 1;

export async function runKernel(
  document: AnalysisDocument,
  opened: OpenedLog,
  breath: Breath,
  onProgress: OnProgress,
): Promise<Ran> {
  const spec = document.analysis as { kind: string };
  const kind = kinds.get(spec.kind)!;
  const timezone = document.timezone ?? 'UTC';
  const context: PlanContext = {
    timezone,
    weekStart: WEEKDAYS.indexOf(document.weekStart ?? 'monday'),
    span: spanOf(document.range, timezone)!,
  };
  const { matches, options, columns = [] } = kind.plan(spec, context);
  if (needsTable(document, matches) || columns.length > 0) await opened.table(onProgress);
  const log = await unitLog(document, opened, breath);
  const input: KernelInput = {
    shard: log,
    exists: await opened.masks.exists(document.where, log, timezone, breath),
    matches: [],
    columns: [],
    span: context.span,
    lastMs: opened.log.facts.lastMs,
  };
  for (const match of matches)
    input.matches.push(await opened.masks.match(match, document.where, log, timezone, breath));
  for (const { property, of } of columns) input.columns.push(await eventCodes(opened, property, of, log, breath));
  let partial: unknown;
  for (const shard of cutShards(log, SHARDS)) {
    const part: unknown = await breath.run(kind.kernel.run({ ...input, shard }, options));
    partial = partial === undefined ? part : kind.kernel.merge(partial, part);
  }
  return { kind, spec, context, log, input, options, partial };
}

export function resultOf(document: AnalysisDocument, ran: Ran, opened: OpenedLog, startedMs: number): ResultBase {
  const { kind, spec, context, partial } = ran;
  const finished = kind.finish(partial, spec, context, ran.log.facts) as Omit<
    ResultBase,
    'kind' | 'elapsedMs' | 'warnings'
  > & { warnings?: Problem[] };
  const warnings: Problem[] = [...documentWarnings(document, ran, opened), ...(finished.warnings ?? [])];
  const rules = [...finished.rules, ...unitRules(document)];
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

const needsTable = (document: AnalysisDocument, matches: EventMatch[]): boolean =>
  document.where !== undefined ||
  typeof document.unit === 'object' ||
  [...matches, ...sessionMatches(document)].some((match) => match.where !== undefined);

/** Names that occur nowhere are no error: they count as no match, and the result says so. */
function documentWarnings(document: AnalysisDocument, ran: Ran, opened: OpenedLog): Problem[] {
  const plan = ran.kind.plan(ran.spec, ran.context);
  const matches = [...plan.matches, ...sessionMatches(document)];
  const known = new Set(opened.log.names);
  const missing = new Set(matches.flatMap((match) => eventNames(match) ?? []).filter((name) => !known.has(name)));
  const rules = [document.where, ...matches.map(({ where }) => where)].flatMap((rule) =>
    rule ? ruleProperties(rule) : [],
  );
  const lost = new Set(
    [...rules, ...(plan.columns ?? []), ...(typeof document.unit === 'object' ? [document.unit] : [])]
      .filter(
        ({ property, of }) =>
          !opened.masks.readings.has(property) && !(of === 'person' && opened.log.attributes?.has(property)),
      )
      .map(({ property }) => property),
  );
  const late = opened.facts.lateBroken;
  return [
    ...(late > 0
      ? [
          warning(
            'engine/lateBroken',
            '',
            `${late} rows have a fault in one of their columns and are left out.`,
            'Save the file as UTF-8 and open it again.',
          ),
        ]
      : []),
    ...[...missing].map((name) =>
      warning('engine/noSuchEvent', 'analysis', `No event is called “${name}”; it counts as never done.`),
    ),
    ...[...lost].map((name) =>
      warning('engine/noSuchProperty', 'analysis', `No event has a property “${name}”; it counts as missing.`),
    ),
  ];
}
