import type { SegmentDocument } from '#document/document.ts';
import type { EventLog } from '#log/event-log.ts';
import { countOf, membersOf as numbersOf } from '#segments/people-bits.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { membersOf, segmentWarnings } from './run-analysis.ts';
import { needsTable, readsOfSegment } from './segments-reads.ts';

/** Who is in a segment. */
export interface AskedSegment {
  log: EventLog;
  count: number;
  /** Of how many people. */
  of: number;
  /** Their numbers in the log, ascending. */
  people(): Uint32Array;
  warnings: Problem[];
}

/** Asks a segment alone; saved segments must have been written out. */
export async function askSegment(
  { segment, timezone = 'UTC' }: SegmentDocument,
  opened: OpenedLog,
  breath: Breath,
): Promise<AskedSegment> {
  if (needsTable(readsOfSegment(segment), opened)) await opened.table();
  const found = await membersOf(segment, timezone, opened, breath);
  const { log } = opened;
  return {
    log,
    count: countOf(found),
    of: log.facts.people,
    people: () => numbersOf(found),
    warnings: segmentWarnings(segment, opened),
  };
}
