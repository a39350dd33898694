import { kinds } from '#analyses/registry.ts';
import type { PlanContext } from '#analyses/kind.ts';
import { WEEKDAYS, type AnalysisDocument } from '#document/document.ts';
import { countedAs } from '#document/unit.ts';
import { segmentReads } from '#segments/reads.ts';
import type { Segment } from '#segments/spec.ts';
import { spanOf } from '#vocabulary/calendar.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import { ruleProperties } from '#vocabulary/rule.ts';
import type { OpenedLog } from './opened-log.ts';
import { sessionMatches } from './unit-log.ts';

/** What a question asks of the data, that of the segments in it included. */
export interface Reads {
  matches: EventMatch[];
  properties: { property: string; of?: 'event' | 'person' }[];
  sums: string[];
  /** Whether there is a rule on rows: it is decided on the table, whatever it asks for. */
  rows: boolean;
}

export function contextOf(document: AnalysisDocument): PlanContext {
  const { timezone = 'UTC', weekStart = 'monday', range, sessions } = document;
  const span = spanOf(range, timezone)!;
  const counted = countedAs(document);
  return {
    timezone,
    weekStart: WEEKDAYS.indexOf(weekStart),
    span,
    ...(sessions && { sessions }),
    ...(counted && { counted }),
  };
}

export function readsOf(document: AnalysisDocument): Reads {
  const { analysis, where, unit, segment } = document;
  const plan = kinds.get(analysis.kind)!.plan(analysis, contextOf(document));
  const own = [...plan.matches, ...sessionMatches(document)];
  const rules = [where, ...own.map((match) => match.where)].flatMap((rule) => (rule ? ruleProperties(rule) : []));
  const columns = plan.columns ?? [];
  const properties = [
    ...rules,
    ...columns.filter((column) => 'property' in column),
    ...(plan.attributes ?? []).map((property) => ({ property, of: 'person' as const })),
    ...(plan.amounts ?? []).map((property) => ({ property })),
    ...(typeof unit === 'object' ? [unit] : []),
  ];
  const segments = [
    ...(segment ? [segment] : []),
    ...(plan.segments?.people ?? []),
    ...columns.flatMap((column) => ('segment' in column ? [column.segment] : [])),
  ];
  const sums = plan.amounts ?? [];
  return joined([{ matches: own, properties, sums, rows: where !== undefined }, ...segments.map(readsOfSegment)]);
}

export function readsOfSegment(segment: Segment): Reads {
  const { questions, ...own } = segmentReads(segment);
  return joined([{ ...own, rows: false }, ...questions.map((question) => readsOf(question as AnalysisDocument))]);
}

const joined = (reads: Reads[]): Reads => ({
  matches: reads.flatMap(({ matches }) => matches),
  properties: reads.flatMap(({ properties }) => properties),
  sums: reads.flatMap(({ sums }) => sums),
  rows: reads.some(({ rows, matches }) => rows || matches.some(({ where }) => where !== undefined)),
});

/** Whether something is asked for that only the table knows. */
export const needsTable = ({ rows, properties }: Reads, { log }: OpenedLog): boolean =>
  rows || properties.some(({ property, of }) => !(of === 'person' && log.attributes?.has(property)));
