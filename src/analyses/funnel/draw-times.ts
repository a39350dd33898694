import { count, people, percent, seconds } from '#charts/formats.ts';
import { inAnyOrder, quoted } from './draw-headings.ts';
import type { Stretch } from './draw-series.ts';
import type { FunnelResult } from './result.ts';
import type { FunnelSpec } from './spec.ts';

export interface TimesBar {
  /** In seconds. */
  from: number;
  to: number;
  count: number;
  /** `1 min 20 s – 2 min 40 s`. */
  span: string;
  share: string;
  says: string;
}

export interface Times {
  bars: TimesBar[];
  most: number;
  medianSeconds: number;
  averageSeconds: number;
  label: string;
  sentence: Stretch[];
}

/** How long it took from one step to a later one; null where it is not asked. Pure. */
export function drawTimes(spec: FunnelSpec, { timeToConvert, steps, counts }: FunnelResult): Times | null {
  if (!spec.timeToConvert || !timeToConvert) return null;
  const { units, bins, medianSeconds, averageSeconds } = timeToConvert;
  const [from, to] = [steps[spec.timeToConvert.from]!, steps[spec.timeToConvert.to]!];
  const way = inAnyOrder(spec) ? `from ${from.name} to ${to.name}` : `from ${quoted(from.name)} to ${quoted(to.name)}`;
  const went = `who got ${way}`;
  return {
    bars: bins.map((bin) => {
      const span = `${seconds(bin.from)} – ${seconds(bin.to)}`;
      const share = percent(units === 0 ? 0 : bin.count / units);
      return { ...bin, span, share, says: `${span}: ${people(bin.count, counts)}, ${share}` };
    }),
    most: Math.max(1, ...bins.map((bin) => bin.count)),
    medianSeconds,
    averageSeconds,
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
