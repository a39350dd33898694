import { columnsOfTime } from '#data/table-events.ts';
import { filled, hasId, rowsOf, rowsWhere, withTable, type Finder, type Found } from './look.ts';
import { many, ofRows } from './words.ts';

/** Rows of nobody. */
export const withoutPerson: Finder = {
  looksAt: 'rows without a person',
  async find(look) {
    const found: Found[] = [];
    for (const table of look.tables) {
      const count = table.counts.unusable.withoutPerson;
      if (count === 0) continue;
      found.push({
        kind: 'withoutPerson',
        table: table.name,
        state: 'decide',
        title: `${many(count, 'row')} ${count === 1 ? 'has' : 'have'} no person`,
        effect: `${ofRows(count, table.counts.rows)}. Kept out of journeys, counted here.`,
        count,
        share: count / rowsOf(table),
        rows: await rowsWhere(look, table, `NOT (${hasId(table.setup)})`),
        remedies: [
          {
            label: 'Give each its own person',
            setup: withTable(look.setup, table.name, { withoutId: 'each' }),
          },
        ],
      });
    }
    return found;
  },
};

/** Rows of somebody at no time. */
export const withoutTime: Finder = {
  looksAt: 'rows without a time',
  async find(look) {
    const found: Found[] = [];
    for (const table of look.tables) {
      const count = table.counts.unusable.withoutTime;
      if (count === 0) continue;
      const times = columnsOfTime(table.setup);
      const empty = times.length === 0 ? 'true' : `coalesce(${times.map(filled).join(', ')}) IS NULL`;
      const somebody = table.setup.withoutId === 'none' ? `${hasId(table.setup)} AND ` : '';
      found.push({
        kind: 'withoutTime',
        table: table.name,
        state: 'know',
        title: `${many(count, 'row')} ${count === 1 ? 'has' : 'have'} no time`,
        effect: `${ofRows(count, table.counts.rows)}. Kept out of journeys, counted here.`,
        figure: ofRows(count, table.counts.rows),
        count,
        share: count / rowsOf(table),
        rows: await rowsWhere(look, table, `${somebody}${empty}`),
      });
    }
    return found;
  },
};

/** Lines of the files that are in neither log nor table. */
export const brokenRows: Finder = {
  looksAt: 'rows that cannot be parted',
  find(look) {
    const found = look.tables.flatMap((table): Found[] => {
      const { rows: count, examples } = table.open.source.broken();
      if (count === 0) return [];
      const all = count + table.counts.rows;
      return [
        {
          kind: 'brokenRows',
          table: table.name,
          state: 'know',
          title: `${many(count, 'row')} could not be parted into fields`,
          effect: `${ofRows(count, all)}. Left out of everything; set them right in the file and open it again.`,
          figure: ofRows(count, all),
          count,
          share: count / all,
          examples,
        },
      ];
    });
    return Promise.resolve(found);
  },
};
