import type { ColumnFacts } from './column-facts.ts';
import { nameMeans, namesOtherPerson } from './column-words.ts';
import { filledText, sentence } from './guess-mapping.ts';
import { idKind, kindRank, kindSaid } from './id-kinds.ts';
import { nameSays } from './role-names.ts';
import type { IdColumn, Reason } from './setup.ts';
import { because, factsNamed, valuesOf, type TableRead } from './table-read.ts';

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** Below this share of rows an id is no person's, whatever its name. */
const LEAST_FILLED = 0.005;

export interface IdGuess {
  ids: IdColumn[];
  reason: Reason;
}

/**
 * Every column that says who, each of another kind. The first is the person where nothing is linked: the one that the
 * roles found, else the one that most rows have.
 */
export function guessIds(table: TableRead): IdGuess {
  const { facts, roles } = table;
  const person = factsNamed(facts, roles.person.column);
  const found = facts
    .filter((column) => column !== person && column.name !== roles.time.column && column.name !== roles.event.column)
    .map((column) => ({ column, kind: kindByNameOrValues(table, column) }))
    .filter((found): found is { column: ColumnFacts; kind: string } => found.kind !== null)
    .sort((a, b) => b.column.filled - a.column.filled || kindRank(a.kind) - kindRank(b.kind));
  if (person && !isOrder(person)) found.unshift({ column: person, kind: idKind(person.name) });
  const ids: { column: ColumnFacts; kind: string }[] = [];
  for (const next of found) if (!ids.some(({ kind }) => kind === next.kind)) ids.push(next);
  const taken = new Set(ids.map(({ column }) => column.name));
  const [first, ...more] = ids;
  const others = roles.person.others.filter(({ column }) => !taken.has(column));
  if (!first) return { ids: [], reason: because('ids', roles.person.reason, roles.person.others) };
  const own = first.column === person ? roles.person.reason : idReason(first.column, first.kind);
  const rest = more.map(({ column, kind }) => ` Also “${column.name}”, ${idReason(column, kind, true)}`);
  return {
    ids: ids.map(({ column, kind }) => ({ column: column.name, kind })),
    reason: because('ids', own + rest.join(''), others),
  };
}

const isOrder = ({ name }: ColumnFacts): boolean => nameMeans('order', name) === 10 && nameSays('person', name) < 6;

/** The kind of an id column that the roles did not choose, or null where it says nobody's id. */
function kindByNameOrValues({ sample }: TableRead, column: ColumnFacts): string | null {
  const { name, type, filled, rows, distinct } = column;
  if (filled < Math.max(1, LEAST_FILLED * rows) || type === 'boolean' || type === 'empty' || type === 'time')
    return null;
  if (nameMeans('order', name) === 10 || nameMeans('session', name) === 10 || namesOtherPerson(name)) return null;
  const values = valuesOf(sample, column.index);
  const addresses = values.filter((value) => ADDRESS.test(value)).length >= 0.9 * values.length;
  if (addresses) return 'email';
  const said = kindSaid(name);
  if (said === 'email' || column.namesProperty || (distinct === 1 && rows > 20)) return null;
  if (said === 'phone') return values.every((value) => value.replace(/\D/g, '').length >= 6) ? said : null;
  // an account's or a company's id is that of many people
  return said !== null && nameSays('person', name) >= 6 && column.meanLength <= 64 ? said : null;
}

function idReason(column: ColumnFacts, kind: string, within = false): string {
  const filled = filledText(column);
  const values = `${column.distinct.toLocaleString('en-US')} values`;
  return sentence([within ? filled[0]!.toLowerCase() + filled.slice(1) : filled, values, `its name says ${kind}`]);
}
