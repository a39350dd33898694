import { clock, day, dayShort } from '#charts/formats.ts';

/** `14:02` today, `yesterday, 14:02`, `12 May`, `12 May 2025`. */
export function savedWhen(ms: number, nowMs: number, zone: string): string {
  const on = day(ms, zone);
  if (on === day(nowMs, zone)) return clock(ms, zone);
  if (on === day(nowMs - 86_400_000, zone)) return `yesterday, ${clock(ms, zone)}`;
  return on.slice(-4) === day(nowMs, zone).slice(-4) ? dayShort(ms, zone) : on;
}

/** The zone of the person's clock. */
export const clockZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
