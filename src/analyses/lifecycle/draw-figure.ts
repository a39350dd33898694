import { columnsFigure } from '#charts/columns-figure.ts';
import { box, line, type Figure } from '#charts/svg.ts';
import type { Saver } from '../views.ts';
import { columnsOf } from './draw-columns.ts';
import { movesFigure } from './draw-moves-figure.ts';
import { drawSaid } from '../draw-said.ts';
import { seriesOf } from '../draw-series.ts';
import { beforeName, COLOURS, draw, PARTS } from './draw.ts';
import type { LifecycleResult } from './result.ts';
import { shown } from './shown.svelte.ts';
import type { LifecycleSpec } from './spec.ts';

const GAP = 12;
const KEY_PX = 20;

/** What is seen of the chosen series, to be saved; the table has every series. */
const save: Saver<LifecycleSpec, LifecycleResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => {
    const drawing = draw(spec, result, overview, zone, saved);
    const series = drawing.series[Math.min(shown.series, drawing.series.length - 1)]!;
    const said = drawSaid(series, drawing.series, width, measure);
    const below = (top: number, { height, body }: Figure, keys = ''): Figure => ({
      height: top + height,
      body: `${said.body}${keys}<g transform="translate(0 ${top})">${body}</g>`,
    });
    const top = said.height + GAP;
    if (shown.as === 'moves') return below(top, movesFigure(series.moves, drawing.period, width));
    let x = 0;
    const keys = PARTS.flatMap((name) => {
      const at = x;
      x += measure(name, 12) + 32;
      return [box(at, top, 10, 10, COLOURS[name], { radius: 2 }), line(at + 16, top + 9, name)];
    });
    if (drawing.hasOpen) keys.push(line(x, top + 9, 'striped: open, not over when the log ends'));
    return below(top + KEY_PX, columnsFigure(columnsOf(series, drawing), width), keys.join(''));
  },
  table: () => {
    const series = seriesOf(spec, result, saved, beforeName(spec));
    if (shown.as === 'moves')
      return [
        ['Of', `In one ${spec.interval}`, 'In the next', 'Moves', 'Share'],
        ...series.flatMap(({ name, table: { transitions } }) =>
          transitions.states.flatMap((from, i) =>
            transitions.states.map((to, j) => [name, from, to, transitions.counts[i]![j]!, transitions.shares[i]![j]!]),
          ),
        ),
      ];
    return [
      ['Of', 'Start', 'Open', 'Active', 'New', 'Returning', 'Resurrecting', 'Dormant', 'Quick ratio'],
      ...series.flatMap(({ name, table }) =>
        table.intervals.map((each) => [
          name,
          each.start,
          each.open ? 'open' : '',
          each.new + each.returning + each.resurrecting,
          each.new,
          each.returning,
          each.resurrecting,
          each.dormant,
          each.quickRatio,
        ]),
      ),
    ];
  },
});

export default save;
