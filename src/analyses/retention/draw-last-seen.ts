import type { Curves } from '#charts/curves.ts';
import { count, many, people, percent, seconds as timeText } from '#charts/formats.ts';
import { evenAxis } from '#charts/time-axis.ts';
import type { Pointer } from '#engine/protocol.ts';
import { durationText } from '#vocabulary/duration.ts';
import type { Counted } from '#vocabulary/result.ts';
import { paceSaid } from '../draw-pace.ts';
import type { PaceTests } from '../pace-tests.ts';
import type { Series } from './draw-series.ts';

/** A curve's row of the table, and the pointers of its points. */
export interface LastSeenLine {
  name: string;
  units: string;
  gone: string;
  /** Null where fewer than half are gone as far as it can be told. */
  median: string | null;
  pointer: Pointer;
  goneBy: (point: number) => Pointer;
  followedTo: (place: number) => Pointer;
}

export interface DrawnLastSeen {
  of: Curves;
  /** A row for each; the first of them are drawn. */
  lines: LastSeenLine[];
  /** Sentences under the figure. */
  notes: string[];
}

const WHY_NOT = 'somebody is in two of them, or nobody is gone while others are still followed';

const HEIGHT = 280;
/** So many curves are drawn, that of all included; the table has the others. */
const MOST_CURVES = 7;

/** How long people stay until they are last seen; null where it was not asked for. */
export function drawLastSeen(series: Series[], tests: PaceTests | undefined, counted: Counted): DrawnLastSeen | null {
  const asked = series.flatMap(({ lastSeen, ...each }) => (lastSeen ? [{ ...each, lastSeen }] : []));
  const known = asked.filter((each) => each.of === 'all' || each.lastSeen.units > 0);
  const [all] = known;
  if (!all) return null;
  const longest = all.lastSeen.atRisk.at(-1)!.seconds;
  const label = 'Share still to be seen, by time since they began';
  const of: Curves = {
    label,
    height: HEIGHT,
    axis: evenAxis(longest),
    top: 1,
    riskLabel: `${counted.many} still followed`,
    curves: known.slice(0, MOST_CURVES).map(({ name, colour, lastSeen }) => ({
      name,
      colour: known.length === 1 ? '--c1' : colour,
      until: lastSeen.longestSeconds,
      points: lastSeen.points.map(({ seconds, rate, low, high }) => ({
        seconds,
        share: rate,
        low,
        high,
        says: `${known.length > 1 ? `${name}, ` : ''}${timeText(seconds)}: ${percent(rate)} are seen later (${percent(low)} – ${percent(high)})`,
      })),
      atRisk: lastSeen.atRisk.map(({ seconds, units: n }) => ({
        seconds,
        n,
        says: `${known.length > 1 ? `${name}, ` : ''}${timeText(seconds)}: ${people(n, counted)} still followed`,
      })),
    })),
  };
  const lines = known.map(({ name, pointer, lastSeen: { units, gone, medianSeconds, points, atRisk } }) => ({
    name,
    units: count(units),
    gone: `${count(gone)}, ${percent(units === 0 ? 0 : gone / units)}`,
    median: medianSeconds === null ? null : timeText(medianSeconds),
    pointer: { ...pointer, lastSeen: 'gone' },
    goneBy: (point: number) => ({ ...pointer, lastSeen: 'gone', bySeconds: points[point]!.seconds }),
    followedTo: (place: number) => ({ ...pointer, lastSeen: 'followed', bySeconds: atRisk[place]!.seconds }),
  }));
  const after = durationText(all.lastSeen.goneAfter);
  const note = `Who has been away for ${after} or longer when the log ends is gone, and was last seen before; everybody is followed up to ${after} before the end. ${many(all.lastSeen.units, `${counted.one} was`, `${counted.many} were`)} followed.`;
  const left = known.length - MOST_CURVES;
  return {
    of,
    lines,
    notes: [
      note,
      ...(left > 0 ? [`${many(left, 'more curve')} in the table only.`] : []),
      ...testsSaid(known, tests, counted),
    ],
  };
}

function testsSaid(
  known: readonly { of: Series['of']; lastSeen: { units: number } }[],
  tests: PaceTests | undefined,
  counted: Counted,
): string[] {
  const of = (...sorts: Series['of'][]) =>
    known.filter((each) => sorts.includes(each.of)).map(({ lastSeen }) => lastSeen);
  const said = [
    ...paceSaid('This range and the one before', 'leave', of('all', 'before'), tests?.previous, counted),
    ...paceSaid('The segments', 'leave', of('segment'), tests?.segments, counted),
    ...paceSaid('The groups', 'leave', of('group'), tests?.breakdown, counted),
  ];
  const several = known.some((each) => each.of === 'before') || of('segment').length > 1 || of('group').length > 1;
  return said.length === 0 && several ? [`Whether they leave at the same pace is not tested: ${WHY_NOT}.`] : said;
}
