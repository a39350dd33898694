import type { SegmentDocument } from '#document/document.ts';
import type { RuleCount } from '#engine/protocol.ts';
import type { EventLog } from '#log/event-log.ts';
import { membersOf as numbersOf } from '#segments/people-bits.ts';
import { withoutNames, type SavedSegments } from '#segments/spec.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { segmentRun, segmentWarnings } from './run-analysis.ts';
import { countRules } from './segments-count.ts';
import { needsTable, readsOfSegment } from './segments-reads.ts';

/** Who is in a segment. */
export interface AskedSegment {
  log: EventLog;
  /** The whole segment's, with those of its rules. */
  rule: RuleCount;
  /** Of how many people. */
  of: number;
  /** Their numbers in the log, ascending. */
  people(): Uint32Array;
  warnings: Problem[];
}

/** Asks a segment alone. */
export async function askSegment(
  { segment, timezone = 'UTC' }: SegmentDocument,
  saved: SavedSegments,
  opened: OpenedLog,
  breath: Breath,
): Promise<AskedSegment> {
  const whole = withoutNames(segment, saved);
  if (needsTable(readsOfSegment(whole), opened)) await opened.table();
  const { people, rule } = await countRules(segment, saved, segmentRun(timezone, opened, breath));
  const { log } = opened;
  return {
    log,
    rule,
    of: log.facts.people,
    people: () => numbersOf(people),
    warnings: segmentWarnings(whole, opened),
  };
}
