import { columnsFigure } from '#charts/columns-figure.ts';
import { line, wrapped, type Run } from '#charts/svg.ts';
import type { Cell } from '#ui/files.ts';
import type { Saver } from '../views.ts';
import { columnsOf, HOUR_LABEL, PARTS, periodLabel } from './draw-columns.ts';
import { seriesOf } from '../draw-series.ts';
import { draw, hourText } from './draw.ts';
import type { SessionNumbers } from './result-table.ts';
import type { SessionsResult } from './result.ts';
import type { SessionsSpec } from './spec.ts';

const LEADING = 24;
const GAP = 20;
const KEY = PARTS.map(({ name }, i) => `${i === 0 ? 'below' : 'above'}: ${name}`).join(', ');

const NUMBERS = ['Sessions', 'Of one event', 'Bounce rate', 'Timed', 'Average seconds', 'Average events'];
const numbers = (of: SessionNumbers): Cell[] => [
  of.sessions,
  of.bounces,
  of.bounceRate,
  of.timed,
  of.timed === 0 ? null : of.averageSeconds,
  of.averageEvents,
];

/** The columns over time and by hour of everybody, to be saved; the table has every series. */
const save: Saver<SessionsSpec, SessionsResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => {
    const { series, interval } = draw(spec, result, overview, zone, saved);
    const { says, periods, hours } = series[0]!;
    const runs = says.map((part): Run =>
      typeof part === 'string' ? { text: part } : { text: part.strong, strong: true },
    );
    const parts: string[] = [];
    let y = 0;
    for (const said of wrapped(runs, width, 15, measure)) {
      parts.push(line(0, y + 17, said, { size: 15 }));
      y += LEADING;
    }
    for (const [rows, label] of [
      [periods, periodLabel(interval)],
      [hours, HOUR_LABEL],
    ] as const) {
      if (rows.length === 0) continue;
      const columns = columnsOf(rows, label);
      parts.push(line(0, y + GAP + 12, label, { ink: '--ink', strong: true }));
      parts.push(
        line(0, y + 2 * GAP + 10, `${KEY}${rows.some(({ open }) => open) ? ', striped: open' : ''}`, { size: 11 }),
      );
      y += 3 * GAP;
      parts.push(`<g transform="translate(0 ${y})">${columnsFigure(columns, width).body}</g>`);
      y += columns.height;
    }
    return { height: y, body: parts.join('') };
  },
  table: () => {
    const series = seriesOf(spec, result, saved);
    const rows = <Of>(of: (table: (typeof series)[number]['table']) => readonly Of[], cells: (row: Of) => Cell[]) =>
      series.flatMap(({ name, table }) => of(table).map((row) => [name, ...cells(row)]));
    return [
      ['Of', ...NUMBERS, 'Median seconds', 'Distinct', 'Sessions each', 'May go on'],
      ...rows(
        (table) => [table],
        (of) => [...numbers(of), of.timed === 0 ? null : of.medianSeconds, of.active, of.averageSessions, of.open],
      ),
      ['Of', 'Begins in', 'Open', ...NUMBERS],
      ...rows(
        ({ byStart }) => byStart,
        (of) => [of.start, of.open ? 'open' : '', ...numbers(of)],
      ),
      ['Of', 'Hour of the day', ...NUMBERS],
      ...rows(
        ({ byHour }) => byHour,
        (of) => [hourText(of.hour), ...numbers(of)],
      ),
      ['Of', 'First event', 'Share', ...NUMBERS],
      ...rows(
        ({ entries }) => entries,
        (of) => [of.name, of.share, ...numbers(of)],
      ),
      ['Of', 'Last event', 'Share', ...NUMBERS],
      ...rows(
        ({ exits }) => exits,
        (of) => [of.name, of.share, ...numbers(of)],
      ),
    ];
  },
});

export default save;
