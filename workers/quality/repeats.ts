import { TABLE } from '../table.ts';
import { eachRepeat } from '../repeats.ts';
import {
  ask,
  filled,
  MOST_ROWS,
  rowsOf,
  rowsWhere,
  within,
  withTable,
  type EventTable,
  type Finder,
  type Found,
  type Look,
} from './look.ts';
import { many, ofRows, quoted } from './words.ts';

/** Names that columns bear whose values tell one sending of an event from another. */
const EVENT_IDS = ['insertid', 'eventid', 'messageid', 'uuid', 'eventuuid'];
/** Share of different values from which on such a column is one. */
const MOSTLY_DIFFERENT = 0.5;

/** Rows that are equal to another, and events that were sent twice. */
export const repeats: Finder = {
  looksAt: 'repeated rows',
  async find(look) {
    const found: Found[] = [];
    for (const table of look.tables) {
      const rows: number[] = [];
      let count = 0;
      await eachRepeat(table.open, look.loaded, look.breath, (row) => {
        if (count++ < MOST_ROWS) rows.push(row);
      });
      const { repeats: rule } = table.setup;
      if (typeof rule === 'object') found.push(...(await columnInForce(look, table, rule.column)));
      else if (rule === 'drop') found.push(...dropInForce(look, table, count, rows));
      else found.push(...(await undecided(look, table, count, rows)));
    }
    return found;
  },
};

const said = (table: EventTable, count: number) => ({
  kind: 'repeats' as const,
  table: table.name,
  count,
  share: count / rowsOf(table),
});

const keep = (look: Look, { name }: EventTable) => ({
  label: 'Keep them',
  setup: withTable(look.setup, name, { repeats: 'keep' }),
});

function dropInForce(look: Look, table: EventTable, count: number, rows: number[]): Found[] {
  return [
    {
      ...said(table, count),
      state: 'done',
      title: `${many(count, 'repeated row')} dropped`,
      effect: `${ofRows(count, table.counts.rows)}. The first of equal rows counts.`,
      figure: many(count, 'row'),
      rows,
      remedies: [keep(look, table)],
    },
  ];
}

async function columnInForce(look: Look, table: EventTable, column: string): Promise<Found[]> {
  const count = table.counts.repeats;
  return [
    {
      ...said(table, count),
      state: 'done',
      title: `${many(count, 'event')} with a ${quoted(column)} that came before dropped`,
      effect: `${ofRows(count, table.counts.rows)}. The first of each counts.`,
      figure: many(count, 'row'),
      rows: await repeatedBy(look, table, column),
      remedies: [keep(look, table)],
    },
  ];
}

async function undecided(look: Look, table: EventTable, count: number, rows: number[]): Promise<Found[]> {
  const byId = await eventIdColumn(look, table, count);
  if (count === 0 && !byId?.count) return [];
  const { oneEventPer } = table.setup;
  const remedies: NonNullable<Found['remedies']> = [];
  if (count > 0)
    remedies.push({ label: 'Drop repeats', setup: withTable(look.setup, table.name, { repeats: 'drop' }) });
  if (byId)
    remedies.push({
      label: `Keep one row of each ${quoted(byId.column)}`,
      setup: withTable(look.setup, table.name, { repeats: { column: byId.column } }),
    });
  const repeated = Math.max(count, byId?.count ?? 0);
  const effect =
    oneEventPer === null
      ? 'They count twice until you decide.'
      : `Rows of one ${quoted(oneEventPer)} are one event anyway; sums count them twice until you decide.`;
  const title =
    count > 0
      ? `${many(count, 'row')} ${count === 1 ? 'repeats' : 'repeat'} another row exactly`
      : `${many(repeated, 'row')} ${repeated === 1 ? 'has' : 'have'} a ${quoted(byId!.column)} that came before`;
  return [
    {
      ...said(table, count > 0 ? count : repeated),
      state: 'decide',
      title,
      effect: `${ofRows(count > 0 ? count : repeated, table.counts.rows)}. ${effect}`,
      rows: count > 0 ? rows : await repeatedBy(look, table, byId!.column),
      remedies,
    },
  ];
}

/** A column that numbers events, with how many rows repeat a value of it. */
async function eventIdColumn(look: Look, table: EventTable, exact: number) {
  const { columns } = look.loaded.of.get(table.open)!;
  for (const column of columns) {
    if (!EVENT_IDS.includes(column.toLowerCase().replace(/[^a-z]/g, ''))) continue;
    const sql = `SELECT count(v)::DOUBLE AS n, count(DISTINCT v)::DOUBLE AS d FROM (SELECT ${filled(column)} AS v FROM ${TABLE} WHERE ${within(table)})`;
    const [row] = await ask(look, sql);
    const [n, different] = [Number(row!.n), Number(row!.d)];
    if (n === table.counts.rows && different >= MOSTLY_DIFFERENT * (n - exact)) return { column, count: n - different };
  }
  return null;
}

async function repeatedBy(look: Look, table: EventTable, column: string): Promise<number[]> {
  const value = filled(column);
  const twice = `SELECT ${value} FROM ${TABLE} WHERE ${within(table)} GROUP BY 1 HAVING count(*) > 1 LIMIT ${MOST_ROWS}`;
  return rowsWhere(look, table, `${value} IN (${twice})`);
}
