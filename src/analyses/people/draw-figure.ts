import { box, fitted, line, stroke, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import type { Cell } from '#ui/files.ts';
import type { Saver } from '../views.ts';
import { draw, type Drawing } from './draw.ts';
import type { PeopleResult, PersonRow } from './result.ts';
import { isBuiltIn, propertyOf } from './spec-columns.ts';
import type { PeopleSpec } from './spec.ts';

const ROW = 28;
const GAP = 16;
/** More would be a page nobody reads as a picture; the table as CSV has them all. */
const MOST_ROWS = 40;
const WIDEST = 200;

/** The first rows of the table as they stand on the page, to be saved. Pure: no page is needed to draw it. */
export function figure({ says, columns, rows }: Drawing, width: number, measure: Measure): Figure {
  const shown = rows.slice(0, MOST_ROWS);
  const parts: string[] = [];
  let y = 0;
  const said = says.map((part): Run =>
    typeof part === 'string' ? { text: part } : { text: part.strong, strong: true },
  );
  for (const runs of wrapped(said, width, 15, measure)) {
    parts.push(line(0, y + 17, runs, { size: 15 }));
    y += 24;
  }
  y += 8;
  const texts = columns.map((_, at) => shown.map(({ id, cells }) => (at === 0 ? id : cells[at - 1]!.text)));
  const wide = columns.map(({ label }, at) =>
    Math.min(WIDEST, Math.max(measure(label, 12), ...texts[at]!.map((text) => measure(text, 12)))),
  );
  const left = wide.map((_, at) => wide.slice(0, at).reduce((sum, each) => sum + each + GAP, 0));
  const fits = columns.filter((_, at) => at === 0 || left[at]! + wide[at]! <= width).length;
  const cell = (at: number, text: string, baseline: number, ink: string, strong = false) => {
    const right = columns[at]!.right;
    const inside = fitted(text, wide[at]!, (each) => measure(each, 12, strong));
    return line(left[at]! + (right ? wide[at]! : 0), baseline, inside, {
      ink,
      strong,
      anchor: right ? 'end' : 'start',
    });
  };
  parts.push(box(0, y, width, ROW, '--sunken', { radius: 3 }));
  for (let at = 0; at < fits; at++) parts.push(cell(at, columns[at]!.label, y + 18, '--ink-2', true));
  y += ROW;
  shown.forEach((_, row) => {
    for (let at = 0; at < fits; at++) parts.push(cell(at, texts[at]![row]!, y + 18, at === 0 ? '--ink' : '--ink-2'));
    y += ROW;
    parts.push(stroke(0, y - 0.5, width, y - 0.5, '--line'));
  });
  return { height: y, body: parts.join('') };
}

/** Every column of the rows that are shown; times as instants, numbers in full. */
export function table(spec: PeopleSpec, { columns, rows }: PeopleResult): Cell[][] {
  const value = (row: PersonRow, name: PeopleResult['columns'][number]['name']): Cell => {
    if (!isBuiltIn(name)) return row.values[spec.columns!.indexOf(propertyOf(name))] ?? '';
    if (name === 'first') return new Date(row.firstMs).toISOString();
    if (name === 'last') return new Date(row.lastMs).toISOString();
    return row[name] ?? '';
  };
  return [
    columns.map(({ name }) => propertyOf(name)),
    ...rows.map((row) => columns.map(({ name }) => value(row, name))),
  ];
}

const save: Saver<PeopleSpec, PeopleResult> = (spec, result, overview, zone) => ({
  figure: (width, measure) => figure(draw(spec, result, overview, zone), width, measure),
  table: () => table(spec, result),
});

export default save;
