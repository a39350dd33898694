import type { NameRule } from '#data/setup.ts';
import { columnsOfName } from '#data/table-events.ts';
import { text } from '#sql/quote.ts';
import { TABLE } from '../table.ts';
import {
  ask,
  filled,
  hasId,
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

/** Rows without an id that are given to somebody. */
export const givenPeople: Finder = {
  looksAt: 'rows given to somebody',
  async find(look) {
    const found: Found[] = [];
    for (const table of look.tables) {
      const { withoutId } = table.setup;
      if (withoutId === 'none') continue;
      const nobody = `NOT (${hasId(table.setup)})`;
      const [row] = await ask(look, `SELECT count(*)::DOUBLE AS n FROM ${TABLE} WHERE ${within(table)} AND ${nobody}`);
      const count = Number(row!.n);
      if (count === 0) continue;
      const lost = typeof withoutId === 'object';
      found.push({
        kind: lost ? 'lostNa' : 'withoutPerson',
        table: table.name,
        state: 'done',
        title: lost
          ? `${many(count, 'row')} without an id ${count === 1 ? 'is' : 'are'} ${quoted(withoutId.id)}’s`
          : `${many(count, 'row')} without an id ${count === 1 ? 'is a person of its' : 'are people of their'} own`,
        effect: lost
          ? `${ofRows(count, table.counts.rows)}. All ids count in letters and only ${quoted(withoutId.id)} is not there: the program that wrote the file took it for a missing value.`
          : `${ofRows(count, table.counts.rows)}. Each has a journey of one event.`,
        figure: many(count, 'row'),
        count,
        share: count / rowsOf(table),
        rows: await rowsWhere(look, table, nobody),
        remedies: [{ label: 'Leave them out', setup: withTable(look.setup, table.name, { withoutId: 'none' }) }],
      });
    }
    return found;
  },
};

/** Ids that are left out. */
export const leftOutIds: Finder = {
  looksAt: 'ids left out',
  async find(look) {
    const left = look.setup.leaveOut ?? [];
    const found: Found[] = [];
    for (const one of left) {
      let count = 0;
      const rows: number[] = [];
      for (const table of look.tables)
        for (const { column, kind } of table.setup.ids) {
          if (kind !== one.kind) continue;
          const is = `${filled(column)} = ${text(one.id)}`;
          const [row] = await ask(look, `SELECT count(*)::DOUBLE AS n FROM ${TABLE} WHERE ${within(table)} AND ${is}`);
          count += Number(row!.n);
          rows.push(...(await rowsWhere(look, table, is)));
        }
      const others = left.filter((other) => other !== one);
      const { leaveOut: _all, ...without } = look.setup;
      found.push({
        kind: 'busyIds',
        table: null,
        about: `${one.kind} ${one.id}`,
        state: 'done',
        title: `${quoted(one.id)} is left out`,
        effect: `${ofRows(count, look.log.rows)}. Rows of no other id are nobody’s.`,
        figure: many(count, 'row'),
        count,
        share: count / Math.max(1, look.log.rows),
        rows: rows.slice(0, 200),
        remedies: [
          { label: 'Take it back in', setup: others.length === 0 ? without : { ...without, leaveOut: others } },
        ],
      });
    }
    return found;
  },
};

/** Rules on names of events. */
export const nameRules: Finder = {
  looksAt: 'rules on names',
  async find(look) {
    const found: Found[] = [];
    for (const rule of look.setup.names) {
      let count = 0;
      const rows: number[] = [];
      for (const table of look.tables) {
        const changed = changedBy(rule, table);
        if (changed === null) continue;
        const [row] = await ask(
          look,
          `SELECT count(*)::DOUBLE AS n FROM ${TABLE} WHERE ${within(table)} AND ${changed} AND ${hasId(table.setup)}`,
        );
        count += Number(row!.n);
        rows.push(...(await rowsWhere(look, table, changed)));
      }
      found.push(applied(look, rule, count, rows.slice(0, 200)));
    }
    return found;
  },
};

/** Rows of a table that a rule gives another name, as SQL; null where it has no say. */
function changedBy(rule: NameRule, { setup }: EventTable): string | null {
  const name = nameSql(setup);
  if (name === null) return null;
  const matches = `regexp_matches(${name}, ${text(rule.match)})`;
  return 'hide' in rule ? matches : `${matches} AND ${name} <> ${text(rule.as)}`;
}

/** The name of a row's event; null of a table of milestones, whose names are no column. */
function nameSql({ event, shape }: EventTable['setup']): string | null {
  if (!event || shape !== 'events') return null;
  if ('constant' in event) return text(event.constant);
  const columns = columnsOfName(event).map(filled).join(', ');
  return 'columns' in event ? `concat_ws(${text(event.between)}, ${columns})` : `coalesce(${columns}, '')`;
}

function applied({ setup, log }: Look, rule: NameRule, count: number, rows: number[]): Found {
  const names = setup.names.filter((other) => other !== rule);
  const what = wordsOf(rule.match);
  return {
    kind: 'applied',
    table: null,
    about: rule.match,
    state: 'done',
    title: 'hide' in rule ? `${what} left out` : `${what} merged into ${quoted(rule.as)}`,
    effect: 'hide' in rule ? 'These events are in no journey.' : 'They count as one event.',
    figure: many(count, 'row'),
    count,
    share: count / Math.max(1, log.rows),
    rows,
    remedies: [{ label: 'Undo', setup: { ...setup, names } }],
  };
}

/** The names that an expression of our own making lists, or the expression. */
function wordsOf(match: string): string {
  if (match === '^$') return 'Events without a name';
  const list = /^\^\(\?:(.*)\)\$$/s.exec(match)?.[1];
  if (list === undefined) return `Names like ${quoted(match)}`;
  const names = list.split(/(?<!\\)\|/).map((name) => name.replace(/\\(.)/g, '$1'));
  return names.map(quoted).join(', ');
}
