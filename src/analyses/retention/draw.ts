import { PEOPLE } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import { bucketNamer } from '../bucket-names.ts';
import { drawTable, visible, type DrawnTable, type TableLook } from './draw-cells.ts';
import { cohortLines, curvesOf, meanLine, scaleOf, type Curves } from './draw-curves.ts';
import { drawDifferences, type Differences } from './draw-differences.ts';
import { drawLastSeen, type DrawnLastSeen } from './draw-last-seen.ts';
import { sentence, type Stretch } from './draw-says.ts';
import { seriesOf, type Series } from './draw-series.ts';
import { readingOf } from './draw-values.ts';
import type { RetentionResult } from './result.ts';
import type { RetentionSpec } from './spec.ts';
import { widthsOf } from './switches.ts';

export interface Drawing {
  says: Stretch[];
  /** `1`, `2–3`: those after the cohort itself. */
  columns: string[];
  /** `Week`. */
  period: string;
  /** Head of the first column. */
  first: string;
  counted: string;
  /** Labels of the two readings of a cell; null where it has one. */
  readings: readonly [rates: string, counts: string] | null;
  /** Value of the darkest colour, and what it is of. */
  most: string;
  hasOpen: boolean;
  /** How many early cohorts are not shown. */
  left: number;
  tables: DrawnTable[];
  /** The means of all and of each group or segment beside each other; empty where there is one. */
  means: DrawnTable[];
  curves: Curves;
  /** A figure for each group; empty without a breakdown. */
  multiples: Curves[];
  differences: Differences | null;
  lastSeen: DrawnLastSeen | null;
}

/** So many cohorts are drawn, the latest. */
const MOST_ROWS = 120;

/** A cohort of less than this share of the largest does not stretch the scale of colours. */
const SMALL = 0.1;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function columnsOf(spec: RetentionSpec): string[] {
  let from = 0;
  return widthsOf(spec).map((width) => {
    const text = width === 1 ? `${from}` : `${from}–${from + width - 1}`;
    from += width;
    return text;
  });
}

/** Everything the retention shows, in the order it is read. Pure. */
export function draw(
  spec: RetentionSpec,
  result: RetentionResult,
  _overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const { period = 'day', measure = 'units' } = spec;
  const counted = result.counts ?? PEOPLE;
  const columns = columnsOf(spec);
  const reading = readingOf(measure, counted);
  const series = seriesOf(spec, result, saved);
  // a breakdown is of everybody: their table would be the same numbers once more
  const tabled = result.breakdown ? series.filter(({ of }) => of !== 'all') : series;
  const left = Math.max(0, result.cohorts.length - MOST_ROWS);
  const shown = tabled.flatMap(({ table }) => table.cohorts.slice(left));
  const cells = shown.flatMap((cohort) => visible(cohort));
  const largest = shown.reduce((most, { size }) => Math.max(most, size), 0);
  const values = cells.filter(({ size }) => size >= SMALL * largest).map(({ cell }) => reading.value(cell));
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const starts = series.flatMap(({ table }) => table.cohorts.slice(left).map(({ start }) => start)).sort();
  const look: TableLook = {
    columns,
    period,
    counted,
    reading,
    most,
    name: bucketNamer(period, starts),
    simple: spec.mean === 'simple',
  };
  const several = series.length > 1;
  const tables = tabled.map((each) => drawTable(each, several ? each.name : null, left, look));
  return {
    says: sentence(spec, result, columns, counted, reading),
    columns: columns.slice(1),
    period: capital(period),
    first: `Began, ${period === 'hour' || period === 'day' ? period : `${period} of`}`,
    counted: capital(counted.many),
    readings: reading.readings,
    most: `${reading.scaled(most)}${cells.some(({ cell }) => reading.value(cell) > most) ? ' or more' : ''} ${reading.of}`,
    hasOpen: tables.some(({ rows }) => rows.some((row) => row.open || row.cells.some(({ open }) => open))),
    left,
    tables,
    means: several ? series.map((each) => drawTable(each, each.name, Infinity, look)) : [],
    ...drawCurves(spec, series, look),
    differences: drawDifferences(spec, series, look),
    lastSeen: drawLastSeen(series, result.lastSeen?.logRank, counted),
  };
}

function drawCurves(spec: RetentionSpec, series: Series[], look: TableLook): Pick<Drawing, 'curves' | 'multiples'> {
  const [all, ...others] = series as [Series, ...Series[]];
  const shares = (spec.measure ?? 'units') === 'units';
  const label = `${look.reading.label}, by ${look.period} after the start`;
  const groups = others.filter(({ of }) => of === 'group').map((each) => meanLine(each, look));
  const compared = others.filter(({ of }) => of !== 'group').map((each) => meanLine(each, look));
  const mean = meanLine(all, look);
  const thin = others.length > 0 ? [] : cohortLines(all, look);
  const lines = [...thin, ...compared, mean];
  const scale = scaleOf([...lines, ...groups], shares, look);
  const everybody = { ...mean, bold: false, colour: '--c-before' };
  return {
    curves: curvesOf(label, lines, scale, look),
    multiples: groups.map((line) => curvesOf(line.name!, [everybody, { ...line, colour: '--c1' }], scale, look)),
  };
}
