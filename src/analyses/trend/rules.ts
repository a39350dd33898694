import { DEFAULT_GAP } from '#log/sessions.ts';
import { durationText } from '#vocabulary/duration.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownText, isOfPerson } from '../breakdown.ts';
import { compareInForce } from '../compare-with.ts';
import type { PlanContext } from '../kind.ts';
import { letterOf, measured, type OfNumbers, type TrendSeries } from './spec-series.ts';
import type { TrendBreakdown, TrendSpec } from './spec.ts';

export const NUMBER_WORDS: Record<OfNumbers, string> = {
  sum: 'sum',
  average: 'average',
  min: 'smallest',
  max: 'largest',
  median: 'median',
  p90: '90th percentile',
  p95: '95th percentile',
};

const COUNT_WORDS = {
  events: 'how often',
  units: 'how many did it, each counted once a point',
  sessions: 'sessions with it, each in the bucket of its first event',
  perUnit: 'how often for each who did it',
};

const measureText = (series: TrendSeries): string => {
  const how = measured(series);
  return 'count' in how
    ? COUNT_WORDS[how.count]
    : `${NUMBER_WORDS[how.of]} of ${how.property}, events without a number left out`;
};

export function rulesInForce(spec: TrendSpec, { sessions }: PlanContext): RuleInForce[] {
  const { series, interval = 'day', formula, breakdown, compare, rolling, cumulative = false } = spec;
  const said = (name: string, value: RuleInForce['value'], text: string): RuleInForce => ({
    name,
    value,
    text,
    from: 'document',
  });
  const { anomalies = true } = spec;
  const judged = anomalies && rolling === undefined && !cumulative;
  const bySession = series.some((one) => one.measure === 'sessions');
  const { gap = DEFAULT_GAP, start, end } = sessions ?? {};
  return [
    ...series.map((one, i): RuleInForce => ({
      name: `series[${i}].measure`,
      value: typeof one.measure === 'object' ? Object.entries(one.measure)[0]!.join(' ') : (one.measure ?? 'events'),
      text: `${series.length > 1 ? `${letterOf(i)}: ` : ''}${measureText(one)}`,
      from: one.measure === undefined ? 'default' : 'document',
    })),
    { name: 'interval', value: interval, text: `by ${interval}`, from: spec.interval ? 'document' : 'default' },
    ...(bySession
      ? [
          {
            name: 'sessions.gap',
            value: durationText(gap),
            text: [
              `a session ends where nothing happens for more than ${durationText(gap)}`,
              ...(start ? [`one begins at ${eventMatchText(start)}`] : []),
              ...(end ? [`one ends with ${eventMatchText(end)}`] : []),
            ].join(', '),
            from: sessions ? ('document' as const) : ('default' as const),
          },
        ]
      : []),
    ...(formula === undefined ? [] : [said('formula', formula, `${formula}; divided by nothing there is no value`)]),
    {
      name: 'cumulative',
      value: cumulative,
      text: cumulative ? 'each point is about everything up to it' : 'each point on its own',
      from: spec.cumulative === undefined ? 'default' : 'document',
    },
    ...(rolling === undefined
      ? []
      : [said('rolling', rolling, `averaged over ${rolling} ${interval}s, the point’s own and those before it`)]),
    ...(breakdown ? [said('breakdown', byText(breakdown), `by ${byText(breakdown)}`)] : []),
    ...compareInForce(compare),
    {
      name: 'anomalies',
      value: judged,
      text: judged
        ? `marked: more than 3.5 spreads from the median of up to 8 ${NEAR[interval]}`
        : 'unusual points are not marked',
      from: spec.anomalies === undefined ? 'default' : 'document',
    },
  ];
}

const NEAR = {
  minute: 'minutes around',
  hour: 'such hours of the day around',
  day: 'such weekdays around',
  week: 'weeks around',
  month: 'months around',
};

export const byText = (breakdown: TrendBreakdown): string => {
  if ('event' in breakdown) return 'event';
  return `${breakdownText(breakdown)}${'property' in breakdown && isOfPerson(breakdown) ? ' of the person' : ''}`;
};
