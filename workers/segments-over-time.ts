import type { SegmentDocument } from '#document/document.ts';
import type { OnProgress, SegmentOverTime } from '#engine/protocol.ts';
import { LogCuts } from '#log/log-cuts.ts';
import { countOf } from '#segments/people-bits.ts';
import { periodsOf } from '#segments/periods.ts';
import type { Breath } from './breath.ts';
import { Refused } from './failure.ts';
import type { OpenedLog } from './opened-log.ts';
import { segmentRun } from './run-analysis.ts';
import { peopleInSegment, type SegmentRun } from './segments.ts';
import { needsTable, readsOfSegment } from './segments-reads.ts';

/** Who was in a segment at the end of each period; saved segments must have been written out. */
export async function segmentOverTime(
  { segment, timezone = 'UTC' }: SegmentDocument,
  opened: OpenedLog,
  breath: Breath,
  onProgress: OnProgress,
): Promise<SegmentOverTime> {
  const reads = readsOfSegment(segment);
  if (needsTable(reads, opened)) await opened.table(onProgress);
  const { log } = opened;
  const { interval, ends } = periodsOf(log.facts, timezone);
  const counted = async (run: SegmentRun) => ({
    people: countOf(await peopleInSegment(segment, run)),
    of: run.opened.log.facts.people,
  });
  // what is refused now is refused at once
  const now = await counted(segmentRun(timezone, opened, breath));
  const cuts = new LogCuts(log, new Set(reads.properties.map(({ property }) => property)));
  const points: SegmentOverTime['points'] = [];
  for (const { date, endMs } of ends.slice(0, -1)) {
    onProgress({ doing: `Counting who was in it on ${date}`, share: points.length / ends.length });
    await breath.take();
    const then = opened.asItStood(await breath.run(cuts.at(endMs)));
    points.push({ date, ...(await counted(inThePast(segmentRun(timezone, then, breath)))) });
  }
  return { interval, points: [...points, { date: ends.at(-1)!.date, ...now }] };
}

/** Nobody is behind a number that was not there yet. */
const inThePast = (run: SegmentRun): SegmentRun => ({
  ...run,
  behind: async (rule) => {
    try {
      return await run.behind(rule);
    } catch (error) {
      if (error instanceof Refused) return new Uint32Array();
      throw error;
    }
  },
});
