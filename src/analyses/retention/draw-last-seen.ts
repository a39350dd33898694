import type { Curves } from '#charts/curves.ts';
import { count, many, people, percent, seconds as timeText } from '#charts/formats.ts';
import { evenAxis } from '#charts/time-axis.ts';
import type { Pointer } from '#engine/protocol.ts';
import { durationText } from '#vocabulary/duration.ts';
import type { Counted } from '#vocabulary/result.ts';
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

const HEIGHT = 280;

/** How long people stay until they are last seen; null where it was not asked for. */
export function drawLastSeen(series: Series[], counted: Counted) {
  const known = series.flatMap(({ lastSeen, ...each }) => (lastSeen ? [{ ...each, lastSeen }] : []));
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
    curves: known.map(({ name, colour, lastSeen }) => ({
      name,
      colour: known.length === 1 ? '--c1' : colour,
      until: lastSeen.atRisk.at(-1)!.seconds,
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
  return { of, lines, note };
}
