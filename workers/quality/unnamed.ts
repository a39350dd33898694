import { columnsOfName } from '#data/table-events.ts';
import { filled, hasId, rowsOf, rowsWhere, type Finder, type Found } from './look.ts';
import { many, ofRows } from './words.ts';

const NAMELESS = '^$';

/** Events of which no text says what they are. */
export const unnamed: Finder = {
  looksAt: 'events without a name',
  async find(look) {
    const hides = look.setup.names.some((rule) => 'hide' in rule && rule.match === NAMELESS);
    const found: Found[] = [];
    for (const table of look.tables) {
      const count = table.counts.unnamed;
      if (count === 0 || hides) continue;
      const names = columnsOfName(table.setup.event);
      const empty = names.length === 0 ? 'true' : `coalesce(${names.map(filled).join(', ')}) IS NULL`;
      const somebody = table.setup.withoutId === 'none' ? `${hasId(table.setup)} AND ` : '';
      found.push({
        kind: 'unnamed',
        table: table.name,
        state: 'decide',
        title: `${many(count, 'event')} ${count === 1 ? 'has' : 'have'} no name`,
        effect: `${ofRows(count, table.counts.rows)}. They are events all the same, under an empty name.`,
        count,
        share: count / rowsOf(table),
        rows: await rowsWhere(look, table, `${somebody}${empty}`),
        remedies: [
          {
            label: 'Leave them out',
            setup: { ...look.setup, names: [...look.setup.names, { match: NAMELESS, hide: true }] },
          },
        ],
      });
    }
    return found;
  },
};
