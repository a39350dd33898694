import { INTERVALS, type Interval } from '#vocabulary/calendar-buckets.ts';
import { isObject, type Fields } from '#vocabulary/fields.ts';
import { problem } from '#vocabulary/problem.ts';
import { readBreakdown, type Breakdown } from '../breakdown.ts';
import { readCompareWith, type CompareWith } from '../compare-with.ts';
import type { ReadSegment } from '../kind.ts';
import { readPresets, type ComparePresets } from './spec-lab.ts';

/** Steps count from 0. */
export interface FunnelTimes {
  from: number;
  to: number;
  /** How many; without it the cube root of the units. */
  bins?: number;
  /** Whether bins are equally wide, or grow with the time: `linear` without it. */
  scale?: Scale;
  /** By when how many convert, with those who still may; compared between segments and groups. */
  survival?: boolean;
}

export interface FunnelTrend {
  interval: Interval;
  /** Absent = the first step. */
  from?: number;
  /** Absent = the last step. */
  to?: number;
}

export const SCALES = ['linear', 'log'] as const;
export type Scale = (typeof SCALES)[number];

const MOST_BINS = 500;

const readStep = (fields: Fields, name: string) => fields.integer(name, 0, Number.MAX_SAFE_INTEGER);

export function readTimes(fields: Fields): FunnelTimes | undefined {
  const asked = fields.object('timeToConvert');
  if (!asked) return undefined;
  const from = readStep(asked, 'from');
  const to = readStep(asked, 'to');
  const bins = asked.integer('bins', 1, MOST_BINS);
  const scale = asked.oneOf('scale', SCALES);
  const survival = asked.boolean('survival');
  asked.done();
  if (bins !== undefined && scale === 'log')
    asked.refuse(
      'bins',
      'funnel/bins',
      'Bins that grow lie between round times, so their number cannot be chosen.',
      'Leave `bins` out, or the scale linear.',
    );
  for (const name of ['from', 'to'])
    if (!asked.has(name))
      asked.refuse(name, 'funnel/between', 'Between which steps?', 'Give `from` and `to`, 0 for the first step.');
  return from === undefined || to === undefined
    ? undefined
    : {
        from,
        to,
        ...(bins !== undefined && { bins }),
        ...(scale && { scale }),
        ...(survival !== undefined && { survival }),
      };
}

export function readTrend(fields: Fields): FunnelTrend | undefined {
  const asked = fields.object('trend');
  if (!asked) return undefined;
  const interval = asked.oneOf('interval', INTERVALS);
  const from = readStep(asked, 'from');
  const to = readStep(asked, 'to');
  asked.done();
  if (!asked.has('interval'))
    asked.refuse(
      'interval',
      'document/missing',
      'A trend needs its interval.',
      `Choose one of ${INTERVALS.join(', ')}.`,
    );
  return interval && { interval, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

export type BreakdownAt = 'first' | 'last' | 'any' | { step: number };

export type FunnelBreakdown = Breakdown<BreakdownAt>;

export const readFunnelBreakdown = (fields: Fields, readSegment: ReadSegment): FunnelBreakdown | undefined =>
  readBreakdown(fields, 'funnel/breakdown', readSegment, readAt);

function readAt(asked: Fields): BreakdownAt | undefined {
  if (!isObject(asked.raw('at'))) return asked.oneOf('at', ['first', 'last', 'any'] as const);
  const at = asked.object('at')!;
  const step = readStep(at, 'step');
  at.done();
  if (!at.has('step')) at.refuse('step', 'document/missing', 'Which step?', 'Give its number, 0 for the first.');
  return step === undefined ? undefined : { step };
}

export const MOST_HELD = 5;

/** Properties whose values must be the same at every step; undefined where there are none. */
export function readHold(fields: Fields): string[] | undefined {
  const names = fields.list('hold', (value, path) =>
    typeof value === 'string' && value !== '' ? value : refuseHold(fields, path),
  );
  if (names && names.length > MOST_HELD) return refuseHold(fields, fields.at('hold'));
  return names && names.length > 0 ? names : undefined;
}

function refuseHold({ problems }: Fields, path: string): undefined {
  const hint = `Name 1 to ${MOST_HELD}.`;
  problems.push(problem('funnel/hold', path, 'What is held is the name of a property, or a few of them.', hint));
}

export type FunnelCompare = CompareWith | ComparePresets;

export function readCompare(fields: Fields, readSegment: ReadSegment): FunnelCompare | undefined {
  if (isObject(fields.raw('compare')) && fields.object('compare')!.has('presets'))
    return readPresets(fields.object('compare')!);
  return readCompareWith(fields, 'funnel/segments', readSegment);
}
