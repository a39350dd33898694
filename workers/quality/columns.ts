import type { OpenTable } from '../table.ts';
import { EXAMPLES, type Finder, type Found, type Look } from './look.ts';
import { many, percent, quoted } from './words.ts';

/** Share of the columns of both from which on two tables are exports of one thing. */
const ALIKE = 0.6;

/** Columns that some of several tables of one kind lack, or have in another type. */
export const driftBetween: Finder = {
  looksAt: 'columns of the files',
  find(look) {
    const left = look.open.filter(({ setup }) => !setup.skip);
    const found: Found[] = [];
    while (left.length > 0) {
      const first = left.shift()!;
      const group = [first, ...left.filter((other) => other.setup.shape === first.setup.shape && alike(first, other))];
      for (const member of group.slice(1)) left.splice(left.indexOf(member), 1);
      if (group.length > 1) found.push(...driftOf(look, group));
    }
    return Promise.resolve(found);
  },
};

const columnsOf = ({ source }: OpenTable) =>
  new Map(source.sample.columns.map(({ name, type }) => [name.toLowerCase(), { name, type }]));

function alike(a: OpenTable, b: OpenTable): boolean {
  const [one, other] = [columnsOf(a), columnsOf(b)];
  const both = [...one.keys()].filter((name) => other.has(name)).length;
  return both / (one.size + other.size - both) >= ALIKE;
}

function driftOf({ opened }: Look, group: OpenTable[]): Found[] {
  const columns = group.map(columnsOf);
  const all = new Map(columns.flatMap((own) => [...own]));
  const names = (tables: OpenTable[]) => tables.map(({ setup }) => setup.table).join(', ');
  const examples: string[] = [];
  const affected = new Set<OpenTable>();
  for (const [key, { name }] of all) {
    const without = group.filter((_, i) => !columns[i]!.has(key));
    if (without.length > 0) {
      examples.push(`${quoted(name)} is missing in ${names(without)}${renamed(columns, group, key, without)}`);
      for (const table of without) affected.add(table);
      continue;
    }
    const types = new Set(columns.map((own) => own.get(key)!.type).filter((type) => type !== 'empty'));
    if (types.size > 1)
      examples.push(
        `${quoted(name)} is ${group.map(({ setup }, i) => `${columns[i]!.get(key)!.type} in ${setup.table}`).join(', ')}`,
      );
  }
  if (examples.length === 0) return [];
  const rowsOf = (tables: Iterable<OpenTable>) =>
    [...tables].reduce(
      (sum, { setup }) => sum + (opened.facts.tables.find(({ table }) => table === setup.table)?.rows ?? 0),
      0,
    );
  const share = rowsOf(affected) / Math.max(1, rowsOf(group));
  return [
    {
      kind: 'driftingColumns',
      table: group[0]!.setup.table,
      about: 'between',
      state: 'know',
      title: `${many(examples.length, 'column')} ${examples.length === 1 ? 'differs' : 'differ'} between ${group.length} files`,
      effect:
        affected.size > 0
          ? `A column that a file lacks is empty there: filters and breakdowns by it miss ${percent(share)} of their rows.`
          : 'They are compared as text, so that sums and ranges leave out what is no number.',
      figure: many(examples.length, 'column'),
      count: examples.length,
      share,
      examples: examples.slice(0, EXAMPLES),
    },
  ];
}

/** What a column may be called where it is missing: the only one that such a table has and others lack. */
function renamed(
  columns: ReturnType<typeof columnsOf>[],
  group: OpenTable[],
  key: string,
  without: OpenTable[],
): string {
  const has = columns.find((own) => own.has(key))!;
  const lacking = columns[group.indexOf(without[0]!)]!;
  const missing = [...has.keys()].filter((name) => !lacking.has(name));
  const extra = [...lacking].filter(([name]) => !has.has(name));
  if (missing.length !== 1 || extra.length !== 1 || extra[0]![1].type !== has.get(key)!.type) return '';
  return `, which has ${quoted(extra[0]![1].name)}`;
}
