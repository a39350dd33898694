import { evenTimes, growingTimes, roundBelow, roundTimeText } from '#vocabulary/round-times.ts';

/** Time from nothing to `most` seconds, evenly or so that every tenfold takes the same room. */
export interface TimeAxis {
  log: boolean;
  /** In seconds. Where times grow, whatever is shorter stands at the near end. */
  least: number;
  most: number;
}

export const evenAxis = (most: number): TimeAxis => ({ log: false, least: 0, most: Math.max(most, Number.EPSILON) });

/** `shortest`: the shortest time worth telling apart, in seconds. */
export function growingAxis(shortest: number, most: number): TimeAxis {
  const least = Math.max(1, roundBelow(shortest));
  return { log: true, least, most: Math.max(most, least * 2) };
}

/** Where on the axis, 0..1; past either end it stands at the end. */
export function placeOnAxis({ log, least, most }: TimeAxis, seconds: number): number {
  const place = log ? Math.log(Math.max(seconds, least) / least) / Math.log(most / least) : seconds / most;
  return Math.max(0, Math.min(1, place));
}

/** The other way round. */
export const secondsOnAxis = ({ log, least, most }: TimeAxis, place: number): number =>
  log ? least * (most / least) ** place : most * place;

/** Round times to name, as many as have room. */
export function axisTicks({ log, least, most }: TimeAxis, parts: number): { seconds: number; text: string }[] {
  const times = log ? growingTimes(least, most, parts) : evenTimes(most, parts);
  return times.map((seconds) => ({ seconds, text: seconds === 0 ? '0' : roundTimeText(seconds) }));
}
