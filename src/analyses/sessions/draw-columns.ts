import type { Columns } from '#charts/columns.ts';
import { sessionsText, type Row } from './draw.ts';

const HEIGHT = 260;

export const PARTS = [
  { name: 'two events or more', colour: '--c1' },
  { name: 'one event: a bounce', colour: '--c2' },
] as const;

/** A column for each row: bounces above the sessions that go on. */
export const columnsOf = (rows: readonly Row[], label: string): Columns => ({
  columns: rows.map(({ name, open, sessions, longer, bounces, bounceRate, duration }) => {
    const text = `${name}: ${sessionsText(sessions.n)}, ${bounces.n} of one event (${bounceRate}), average duration ${duration}${open ? ', open' : ''}`;
    return {
      name,
      open,
      parts: [longer, bounces].map(({ n }, i) => ({ value: n, colour: PARTS[i]!.colour, says: text })),
    };
  }),
  height: HEIGHT,
  unit: { one: 'session', many: 'sessions' },
  label,
});

export const periodLabel = (interval: string): string => `Sessions by the ${interval} they begin in`;
export const HOUR_LABEL = 'Sessions by the hour of the day they begin in';
export const ENTRY_LABEL = 'Sessions by their first event';
export const EXIT_LABEL = 'Sessions by their last event';
