import { columnsFigure } from '#charts/columns-figure.ts';
import { box, line, wrapped, type Run } from '#charts/svg.ts';
import type { Saver } from '../views.ts';
import { columnsOf } from './draw-columns.ts';
import { seriesOf } from '../draw-series.ts';
import { beforeName, COLOURS, draw, PARTS } from './draw.ts';
import type { LifecycleResult } from './result.ts';
import type { LifecycleSpec } from './spec.ts';

const LEADING = 24;
const KEY_PX = 20;

/** The columns of everybody, to be saved; the table has every series and every move. */
const save: Saver<LifecycleSpec, LifecycleResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => {
    const drawing = draw(spec, result, overview, zone, saved);
    const [all] = drawing.series;
    const runs = all!.says.map((part): Run =>
      typeof part === 'string' ? { text: part } : { text: part.strong, strong: true },
    );
    const said = wrapped(runs, width, 15, measure);
    const keysY = said.length * LEADING + 12;
    let x = 0;
    const keys = PARTS.flatMap((name) => {
      const at = x;
      x += measure(name, 12) + 32;
      return [box(at, keysY, 10, 10, COLOURS[name], { radius: 2 }), line(at + 16, keysY + 9, name)];
    });
    if (drawing.hasOpen) keys.push(line(x, keysY + 9, 'striped: open, not over when the log ends'));
    const columns = columnsFigure(columnsOf(all!, drawing), width);
    const top = keysY + KEY_PX;
    return {
      height: top + columns.height,
      body: [
        ...said.map((each, i) => line(0, i * LEADING + 17, each, { size: 15 })),
        ...keys,
        `<g transform="translate(0 ${top})">${columns.body}</g>`,
      ].join(''),
    };
  },
  table: () => {
    const series = seriesOf(spec, result, saved, beforeName(spec));
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
      ['Of', `In one ${spec.interval}`, 'In the next', 'Moves', 'Share'],
      ...series.flatMap(({ name, table: { transitions } }) =>
        transitions.states.flatMap((from, i) =>
          transitions.states.map((to, j) => [name, from, to, transitions.counts[i]![j]!, transitions.shares[i]![j]!]),
        ),
      ),
    ];
  },
});

export default save;
