import { durationMs } from '#vocabulary/duration.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { secondsBetween, type Ways } from './kernel-rows.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import { peopleOfRows } from './result-chosen.ts';
import { followedFrom, type FollowedWays } from './result-survival.ts';
import { timeToConvert } from './result-times.ts';
import { peopleWithin } from './result-window.ts';
import type { FunnelTimes } from './spec-also.ts';
import { windowSteps } from './spec-window.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve } from './switches.ts';

/** Of the ways that were followed from one step to a later one, which are asked for. */
type Chooses = (followed: FollowedWays, i: number) => boolean;

const TIMED = ['times', 'convertedWithin', 'followedFor', 'censored'] as const;

/** Whether a pointer is about the times between the steps of `timeToConvert`. */
export const asksTimed = (pointer: Fields): boolean => TIMED.some((name) => pointer.has(name));

/**
 * `{ times: { from, to } }`: took so many seconds, the far edge left out unless it is that of the last bin.
 * `{ convertedWithin }`: took at most so many. `{ followedFor }`: was followed so long and had not converted before.
 * `{ censored: true }`: had not converted when the log or the range ended before the window did.
 * Of some rows, each of a unit; `keep` leaves those of a group.
 */
export function peopleTimed(
  partial: FunnelPartial,
  pointer: Fields,
  spec: FunnelSpec,
  rows: Ways,
  keep: ((row: number) => boolean) | null,
): Uint32Array | null {
  const asked = spec.timeToConvert;
  const name = TIMED.find((each) => pointer.has(each))!;
  if (!asked) {
    pointer.refuse(name, 'funnel/pointer', 'This funnel has no times.', 'Leave it out, or ask for `timeToConvert`.');
    return null;
  }
  const chooses = readTimed(pointer, name, partial, asked);
  if (!chooses) return null;
  const { window, windowFrom } = resolve(spec);
  const windowMs = window.value ? durationMs(window.value) : Infinity;
  const followed = followedFrom(rows, asked, { windowMs, windowFrom: windowFrom.value }, partial.endMs, keep);
  const taken = new Uint8Array(rows.depth.length);
  followed.row.forEach((row, i) => (taken[row] = chooses(followed, i) ? 1 : 0));
  return peopleOfRows(rows, partial.firstPerson, (row) => taken[row] === 1);
}

function readTimed(
  pointer: Fields,
  name: (typeof TIMED)[number],
  partial: FunnelPartial,
  asked: FunnelTimes,
): Chooses | null {
  if (name === 'times') return readBin(pointer, partial, asked);
  if (name === 'censored') {
    const censored = pointer.boolean(name);
    return censored === undefined
      ? null
      : (followed, i) => followed.happened[i] === 0 && (followed.censored[i] === 1) === censored;
  }
  const seconds = readSeconds(pointer, name);
  if (seconds === undefined) return null;
  return name === 'followedFor'
    ? ({ times }, i) => times[i]! >= seconds
    : ({ times, happened }, i) => happened[i] === 1 && times[i]! <= seconds;
}

function readBin(pointer: Fields, partial: FunnelPartial, asked: FunnelTimes): Chooses | null {
  const bin = pointer.object('times');
  if (!bin) return null;
  const from = readSeconds(bin, 'from');
  const to = readSeconds(bin, 'to');
  bin.done();
  if (from === undefined || to === undefined) return null;
  const { bins } = timeToConvert(secondsBetween(partial, asked.from, asked.to), asked);
  const closed = to >= (bins.at(-1)?.to ?? 0);
  return ({ times, happened }, i) =>
    happened[i] === 1 && times[i]! >= from && (closed || times[i]! < to) && times[i]! <= to;
}

/** `{ windowWithin, step? }`: would reach the curve's last step, or that one of its two, within so many seconds. */
export function peopleWithinWindow(
  partial: FunnelPartial,
  pointer: Fields,
  spec: FunnelSpec,
  step: number | undefined,
): Uint32Array | null {
  const seconds = readSeconds(pointer, 'windowWithin');
  const { windows } = partial;
  if (!windows || !spec.windowCurve) {
    pointer.refuse(
      'windowWithin',
      'funnel/pointer',
      'This funnel has no window curve.',
      'Leave it out, or ask for `windowCurve`.',
    );
    return null;
  }
  const { from, to } = windowSteps(spec, spec.windowCurve);
  if (step !== undefined && step !== from && step !== to) {
    pointer.refuse('step', 'funnel/pointer', `The curve is about step ${from} and step ${to}.`, 'Give one of these.');
    return null;
  }
  if (seconds === undefined) return null;
  if (step !== from) return peopleWithin(windows.to, seconds);
  if (windows.from) return peopleWithin(windows.from, seconds);
  return peopleOfRows(partial, partial.firstPerson, (row) => partial.depth[row]! > 0);
}

function readSeconds(fields: Fields, name: string): number | undefined {
  const value = fields.raw(name);
  if (typeof value === 'number' && value >= 0) return value;
  return fields.refuse(name, 'funnel/pointer', 'This is a number of seconds, 0 or more.', 'Give one of the result.');
}
