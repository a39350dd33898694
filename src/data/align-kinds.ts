import type { IdGuess } from './guess-ids.ts';
import { KIND_ORDER, kindRank } from './id-kinds.ts';
import type { TableGuess } from './setup.ts';
import { because, valuesOf, type TableRead } from './table-read.ts';

interface Ids {
  table: number;
  column: string;
  kind: string;
  values: Set<string>;
}

/** Values that two columns must share, and their share of the fewer, to hold the same ids. */
const LEAST_SHARED = 3;
const LEAST_SHARE = 0.2;
/** Numbers as short as this meet by chance. */
const SHORT_NUMBER = /^\d{1,4}$/;

/** Gives one kind to id columns of different tables that are called differently and share values. */
export function alignKinds(tables: readonly TableRead[], guesses: readonly TableGuess[]): TableGuess[] {
  const all: Ids[] = guesses.flatMap(({ setup }, table) =>
    setup.ids.map(({ column, kind }) => ({ table, column, kind, values: valuesNamed(tables[table]!, column) })),
  );
  const reasons = guesses.map(({ reasons }) => [...reasons]);
  for (const a of all)
    for (const b of all) {
      if (a.table >= b.table || a.kind === b.kind) continue;
      const shared = sharedValues(a, b);
      if (shared === null) continue;
      const kind = strongerOf(a.kind, b.kind);
      const [named, like] = a.kind === kind ? [b, a] : [a, b];
      const has = (table: number) => all.some((other) => other.table === table && other.kind === kind);
      if (has(named.table)) continue;
      // a name of its own means the same in every table; a usual one only where the values say so
      const alike = all.filter((other) => other.kind === named.kind && other !== named && !has(other.table));
      if (!KIND_ORDER.includes(named.kind)) for (const other of alike) other.kind = kind;
      reasons[named.table]!.push(because('ids', sameIds(named.column, like, guesses[like.table]!.setup.table, shared)));
      named.kind = kind;
    }
  return guesses.map((guess, table) => ({
    ...guess,
    setup: {
      ...guess.setup,
      ids: all.filter((ids) => ids.table === table).map(({ column, kind }) => ({ column, kind })),
    },
    reasons: reasons[table]!,
  }));
}

/** Gives a table whose names say nobody's id the column that holds the ids of another table. */
export function borrowIds(tables: readonly TableRead[], guesses: readonly IdGuess[]): IdGuess[] {
  const known: Ids[] = guesses.flatMap(({ ids }, table) =>
    ids.map(({ column, kind }) => ({ table, column, kind, values: valuesNamed(tables[table]!, column) })),
  );
  return guesses.map((guess, table) => {
    if (guess.ids.length > 0) return guess;
    const { facts, roles } = tables[table]!;
    const found = facts
      .filter(({ name }) => name !== roles.time.column && name !== roles.event.column)
      .filter(({ type }) => type === 'text' || type === 'number')
      .flatMap(({ name, idLike }) => {
        const own = { table, column: name, kind: '', values: valuesNamed(tables[table]!, name) };
        return known.map((like) => ({ like, own, shared: idLike < 0.9 ? 0 : (sharedValues(own, like, 0.5) ?? 0) }));
      })
      .sort((a, b) => b.shared - a.shared);
    const best = found[0];
    if (!best || best.shared === 0) return guess;
    const reason = sameIds(best.own.column, best.like, tables[best.like.table]!.name, best.shared);
    return { ids: [{ column: best.own.column, kind: best.like.kind }], reason: because('ids', reason) };
  });
}

const sameIds = (column: string, like: Ids, table: string, shared: number): string =>
  `“${column}” holds the same ids as “${like.column}” of ${table}: ${shared.toLocaleString('en-US')} values of the samples are in both.`;

const valuesNamed = ({ sample }: TableRead, name: string): Set<string> =>
  new Set(
    valuesOf(
      sample,
      sample.columns.findIndex((column) => column.name === name),
    ),
  );

/** How many values are in both, or null where that says nothing. */
function sharedValues(a: Ids, b: Ids, least = LEAST_SHARE): number | null {
  const [fewer, more] = a.values.size <= b.values.size ? [a, b] : [b, a];
  const both = [...fewer.values].filter((value) => more.values.has(value));
  if (both.length < LEAST_SHARED || both.length < least * fewer.values.size) return null;
  const byName = (kind: string) => kind === '' || KIND_ORDER.includes(kind);
  const short = both.filter((value) => SHORT_NUMBER.test(value)).length;
  return byName(a.kind) && byName(b.kind) && short > 0.5 * both.length ? null : both.length;
}

const strongerOf = (a: string, b: string): string => (kindRank(a) <= kindRank(b) ? a : b);
