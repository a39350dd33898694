import { columnsFigure } from '#charts/columns-figure.ts';
import { line } from '#charts/svg.ts';
import type { Cell } from '#ui/files.ts';
import type { Saver } from '../views.ts';
import { columnsOf, ENTRY_LABEL, EXIT_LABEL, HOUR_LABEL, PARTS, periodLabel } from './draw-columns.ts';
import { namesFigure } from './draw-names-figure.ts';
import { drawSaid } from '../draw-said.ts';
import { seriesOf } from '../draw-series.ts';
import { draw, hourText } from './draw.ts';
import type { SessionNumbers } from './result-table.ts';
import type { SessionsResult } from './result.ts';
import { shown, type Shown } from './shown.svelte.ts';
import type { SessionsSpec } from './spec.ts';

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

/** What is seen of the chosen series, to be saved; the table has every series. */
const save: Saver<SessionsSpec, SessionsResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => {
    const { series, interval } = draw(spec, result, overview, zone, saved);
    const chosen = series[Math.min(shown.series, series.length - 1)]!;
    const said = drawSaid(chosen, series, width, measure);
    const rows = chosen[shown.as];
    if (rows.length === 0) return said;
    const label = {
      periods: periodLabel(interval),
      hours: HOUR_LABEL,
      entries: ENTRY_LABEL,
      exits: EXIT_LABEL,
    }[shown.as];
    const head = line(0, said.height + GAP + 12, label, { ink: '--ink', strong: true });
    const below = (top: number, body: string) => `${said.body}${head}<g transform="translate(0 ${top})">${body}</g>`;
    if (shown.as === 'entries' || shown.as === 'exits') {
      const top = said.height + 2 * GAP;
      const { height, body } = namesFigure(rows, width, measure);
      return { height: top + height, body: below(top, body) };
    }
    const key = `${KEY}${rows.some(({ open }) => open) ? ', striped: open' : ''}`;
    const top = said.height + 3 * GAP;
    const columns = columnsOf(rows, label);
    return {
      height: top + columns.height,
      body: below(top, columnsFigure(columns, width).body) + line(0, said.height + 2 * GAP + 10, key, { size: 11 }),
    };
  },
  table: () => {
    const series = seriesOf(spec, result, saved);
    const rows = <Of>(of: (table: (typeof series)[number]['table']) => readonly Of[], cells: (row: Of) => Cell[]) =>
      series.flatMap(({ name, table }) => of(table).map((row) => [name, ...cells(row)]));
    const seen: Record<Shown, () => Cell[][]> = {
      periods: () => [
        ['Of', 'Begins in', 'Open', ...NUMBERS],
        ...rows(
          ({ byStart }) => byStart,
          (of) => [of.start, of.open ? 'open' : '', ...numbers(of)],
        ),
      ],
      hours: () => [
        ['Of', 'Hour of the day', ...NUMBERS],
        ...rows(
          ({ byHour }) => byHour,
          (of) => [hourText(of.hour), ...numbers(of)],
        ),
      ],
      entries: () => [
        ['Of', 'First event', 'Share', ...NUMBERS],
        ...rows(
          ({ entries }) => entries,
          (of) => [of.name, of.share, ...numbers(of)],
        ),
      ],
      exits: () => [
        ['Of', 'Last event', 'Share', ...NUMBERS],
        ...rows(
          ({ exits }) => exits,
          (of) => [of.name, of.share, ...numbers(of)],
        ),
      ],
    };
    return [
      ...seen[shown.as](),
      ['Of', ...NUMBERS, 'Median seconds', 'Distinct', 'Sessions each', 'May go on'],
      ...rows(
        (table) => [table],
        (of) => [...numbers(of), of.timed === 0 ? null : of.medianSeconds, of.active, of.averageSessions, of.open],
      ),
    ];
  },
});

export default save;
