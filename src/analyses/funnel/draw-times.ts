import { count, people, percent, seconds } from '#charts/formats.ts';
import { roundTimeText } from '#vocabulary/round-times.ts';
import { inAnyOrder, quoted } from './draw-headings.ts';
import type { Stretch } from './draw-series.ts';
import type { Linked } from './draw.ts';
import type { FunnelResult } from './result.ts';
import type { TimesBin } from './result-times.ts';
import type { FunnelSpec } from './spec.ts';
import type { Scale } from './spec-also.ts';

export interface TimesBar {
  /** In seconds. */
  from: number;
  to: number;
  /** Where it stands across the figure. */
  x1: number;
  x2: number;
  count: number;
  /** `1 min 20 s – 2 min 40 s`. */
  span: string;
  share: string;
  says: string;
  who: Linked;
}

export interface Times {
  bars: TimesBar[];
  /** Bars [first, past) as one. */
  between: (first: number, past: number) => Linked;
  most: number;
  /** Ends of the axis. */
  first: number;
  last: number;
  /** Name of the time at which a bar begins. */
  edge: (bar: TimesBar) => string;
  /** Where the median stands, and what it is. */
  median: { x: number; text: string };
  /** `10%` of them within `8 min 05 s`. */
  percentiles: { share: string; within: string }[];
  label: string;
  sentence: Stretch[];
}

/** How the times of a funnel are best told apart: by bins that grow where some took many times as long as half did. */
export const fittingScale = ({ steps }: FunnelResult, from: number, to: number): Scale =>
  steps
    .slice(from + 1, to + 1)
    .some(
      ({ averageSeconds, medianSeconds, p90Seconds }) =>
        p90Seconds > 8 * medianSeconds || averageSeconds > 4 * medianSeconds,
    )
    ? 'log'
    : 'linear';

/** How long it took from one step to a later one; null where it is not asked. Pure. */
export function drawTimes(spec: FunnelSpec, { timeToConvert, steps, counts }: FunnelResult): Times | null {
  const asked = spec.timeToConvert;
  if (!asked || !timeToConvert) return null;
  const { units, bins, medianSeconds, averageSeconds, percentiles } = timeToConvert;
  const [from, to] = [steps[asked.from]!, steps[asked.to]!];
  const way = inAnyOrder(spec) ? `from ${from.name} to ${to.name}` : `from ${quoted(from.name)} to ${quoted(to.name)}`;
  const went = `who got ${way}`;
  const grows = asked.scale === 'log';
  const edge = (at: number): string => (grows && at > 0 ? roundTimeText(at) : seconds(at));
  const spanOf = (bin: TimesBin): string =>
    bin.from === 0 && grows ? `under ${edge(bin.to)}` : `${edge(bin.from)} – ${edge(bin.to)}`;
  const linked = (bin: TimesBin): Linked => ({
    n: bin.count,
    pointer: { times: { from: bin.from, to: bin.to } },
    who: { heading: `${people(bin.count, counts)} took ${spanOf(bin)}`, note: `got ${way}` },
  });
  const bars = bins.map((bin, i): TimesBar => {
    const span = spanOf(bin);
    const share = percent(units === 0 ? 0 : bin.count / units);
    return {
      ...bin,
      x1: grows ? i : bin.from,
      x2: grows ? i + 1 : bin.to,
      span,
      share,
      says: `${span}: ${people(bin.count, counts)}, ${share}`,
      who: linked(bin),
    };
  });
  return {
    bars,
    between: (first, past) =>
      linked({
        from: bins[first]!.from,
        to: bins[past - 1]!.to,
        count: bins.slice(first, past).reduce((sum, bin) => sum + bin.count, 0),
      }),
    most: Math.max(1, ...bins.map((bin) => bin.count)),
    first: bars[0]?.x1 ?? 0,
    last: bars.at(-1)?.x2 ?? 1,
    edge: (bar) => edge(bar.from),
    median: { x: grows ? among(bins, medianSeconds) : medianSeconds, text: `median ${seconds(medianSeconds)}` },
    percentiles: percentiles.map((each) => ({ share: `${each.share * 100}%`, within: seconds(each.seconds) })),
    label: `Time ${way}, ${people(units, counts)}`,
    sentence:
      units === 0
        ? [`Nobody got ${way}.`]
        : [
            `Half of the ${count(units)} ${counts?.many ?? 'people'} ${went} took at most `,
            { strong: seconds(medianSeconds) },
            '; on average it took ',
            { strong: seconds(averageSeconds) },
            '.',
          ],
  };
}

/** Where a time stands among bins that grow, each as wide as the others. */
function among(bins: readonly TimesBin[], at: number): number {
  const i = bins.findIndex(({ to }) => at <= to);
  const bin = bins[i];
  if (!bin) return 0;
  const inside = bin.from === 0 ? at / bin.to : Math.log(at / bin.from) / Math.log(bin.to / bin.from);
  return i + Math.max(0, inside);
}
