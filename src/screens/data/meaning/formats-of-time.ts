import type { TimeFormat } from '#data/mapping.ts';

export const TIME_FORMAT_TEXT: Record<TimeFormat, string> = {
  iso: '2026-05-21 14:02:11',
  dayFirst: '21/05/2026 14:02',
  monthFirst: '05/21/2026 14:02',
  compact: '20260521140211',
  seconds: 'seconds since 1970',
  milliseconds: 'milliseconds since 1970',
  microseconds: 'microseconds since 1970',
};
