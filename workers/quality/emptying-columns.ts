import { columnsOfName } from '#data/table-events.ts';
import { id } from '#sql/quote.ts';
import { TABLE } from '../table.ts';
import { ask, filled, rowsOf, rowsWhere, within, type EventTable, type Finder, type Found, type Look } from './look.ts';
import { many, percent, quoted } from './words.ts';

const PARTS = 10;
/** Share of rows filled in each part of the filled side, and how even they are, from which on the other side is no chance. */
const LEAST_FILLED = 0.05;
const LEAST_EXPECTED = 50;
const EVEN = 0.4;

/** Columns that are filled in one part of a file and empty from there on, or the other way round. */
export const driftWithin: Finder = {
  looksAt: 'columns that end',
  async find(look) {
    const found: Found[] = [];
    for (const table of look.tables) {
      if (table.counts.rows < PARTS * PARTS) continue;
      const { columns } = look.loaded.of.get(table.open)!;
      const counts = columns.map((name, i) => `count(${filled(name)})::DOUBLE AS c${i}`).join(', ');
      const part = `least(${PARTS - 1}, (rowid - ${table.from}) * ${PARTS} // ${table.to - table.from})::INTEGER`;
      const rows = await ask(
        look,
        `SELECT ${part} AS part, count(*)::DOUBLE AS n, ${counts} FROM ${TABLE} WHERE ${within(table)} GROUP BY part ORDER BY part`,
      );
      const sizes = rows.map((row) => Number(row.n));
      for (const [i, column] of columns.entries()) {
        const side = emptySide(
          rows.map((row) => Number(row[`c${i}`])),
          sizes,
        );
        if (side && (await isNoMatterOfEvents(look, table, column, side)))
          found.push(await told(look, table, column, side));
      }
    }
    return found;
  },
};

/** Parts [from, to) of a table in which a column is empty, the rest being filled evenly. */
interface Side {
  from: number;
  to: number;
  rate: number;
}

export function emptySide(counts: readonly number[], sizes: readonly number[]): Side | null {
  const first = counts.findIndex((n) => n > 0);
  const last = counts.findLastIndex((n) => n > 0);
  if (first < 0 || (first === 0) === (last === counts.length - 1)) return null;
  const rates = counts.slice(first, last + 1).map((n, i) => n / sizes[first + i]!);
  const rate = rates.reduce((sum, each) => sum + each, 0) / rates.length;
  const side = first === 0 ? { from: last + 1, to: counts.length } : { from: 0, to: first };
  const missing = sizes.slice(side.from, side.to).reduce((sum, n) => sum + n, 0) * rate;
  // the part in which it ends is filled only partly
  const whole = rates.length > 2 ? (first === 0 ? rates.slice(0, -1) : rates.slice(1)) : rates;
  const even = Math.min(...whole) >= EVEN * Math.max(...whole);
  return rate >= LEAST_FILLED && missing >= LEAST_EXPECTED && even && rates.length > 1 ? { ...side, rate } : null;
}

const boundary = ({ from, to }: EventTable, part: number): number => from + Math.ceil(((to - from) * part) / PARTS);

/** In a file sorted by event a column that only some events have ends with them: that is no drift. */
async function isNoMatterOfEvents(look: Look, table: EventTable, column: string, side: Side): Promise<boolean> {
  const names = columnsOfName(table.setup.event);
  if (names.length === 0) return true;
  const event = `concat_ws(' ', ${names.map(id).join(', ')})`;
  const [from, to] = [boundary(table, side.from), boundary(table, side.to)];
  const [row] = await ask(
    look,
    `WITH e AS (SELECT ${event} AS e, count(*) AS n, count(${filled(column)}) AS f FROM ${TABLE} WHERE ${within(table)} AND NOT (rowid >= ${from} AND rowid < ${to}) GROUP BY 1 HAVING f > 0)
     SELECT coalesce(sum(e.f / e.n), 0)::DOUBLE AS expected FROM ${TABLE} JOIN e ON e.e = ${event} WHERE rowid >= ${from} AND rowid < ${to}`,
  );
  return Number(row!.expected) >= LEAST_EXPECTED;
}

async function told(look: Look, table: EventTable, column: string, side: Side): Promise<Found> {
  const [from, to] = [boundary(table, side.from), boundary(table, side.to)];
  const share = (to - from) / rowsOf(table);
  const beginning = side.from === 0;
  return {
    kind: 'driftingColumns',
    table: table.name,
    about: column,
    state: 'know',
    title: `${quoted(column)} ${beginning ? 'begins' : 'ends'} within ${table.name}`,
    effect: `It is empty in the ${beginning ? 'first' : 'last'} ${percent(share)} of rows and filled in ${percent(side.rate)} of the others: what is asked by it misses that part.`,
    figure: many(to - from, 'row'),
    count: to - from,
    share,
    rows: await rowsWhere(look, table, `rowid >= ${from} AND rowid < ${to}`),
  };
}
