import type { ColumnFacts } from './column-facts.ts';
import { nameMeans, type Meaning } from './column-words.ts';
import { holdsNumbers, moneyFormula } from './money-text.ts';
import type { Formula, Reason, TableSetup } from './setup.ts';
import { because, factsNamed, listed, valuesOf, type TableRead } from './table-read.ts';

export type FurtherRoles = Pick<TableSetup, 'channel' | 'amount' | 'score' | 'comment' | 'formulas'>;
type Field = 'channel' | 'amount' | 'score' | 'comment';

interface Named {
  column: ColumnFacts;
  said: number;
}

/** Channel, amount, survey score and comment, each null where no column says it clearly. `taken` have a role already. */
export function guessFurtherRoles(
  table: TableRead,
  taken: ReadonlySet<string>,
): { roles: FurtherRoles; reasons: Reason[] } {
  const free = table.facts.filter(({ name, filled }) => filled > 0 && !taken.has(name));
  const reasons: Reason[] = [];
  const first = (field: Field, found: Named[], why: (column: ColumnFacts) => string): string | null => {
    const [best, ...others] = found;
    if (!best) return null;
    const rest = others.slice(0, 4).map(({ column }) => ({ column: column.name, reason: why(column) }));
    reasons.push(because(field, why(best.column), rest));
    return best.column.name;
  };
  const score = first(
    'score',
    named(free, 'score', isScore),
    ({ name }) => `“${name}”: numbers on a scale of answers.`,
  );
  const channel = first(
    'channel',
    named(free, 'channel', isChannel),
    ({ name, distinct }) =>
      `“${name}”: ${distinct.toLocaleString('en-US')} ${distinct === 1 ? 'value' : 'values'}, and its name says channel.`,
  );
  const comment = first(
    'comment',
    comments(table, free, score !== null),
    ({ name }) => `“${name}”: free text, hardly twice the same.`,
  );
  const amount = guessAmount(
    table,
    free.filter(({ name }) => name !== score),
    reasons,
    first,
  );
  const formulas = amountFormulas(table, amount);
  if (formulas.length > 0) reasons.push(because('formulas', `“${amount!}” is written as text: its numbers are taken.`));
  return {
    roles: { channel: channel === null ? null : { column: channel }, amount, score, comment, formulas },
    reasons,
  };
}

/** What makes numbers of an amount that is written as text. */
export function amountFormulas(table: TableRead, amount: string | null): Formula[] {
  const column = factsNamed(table.facts, amount);
  const formula = column && moneyFormula(table, column);
  return formula ? [formula] : [];
}

type Chosen = (field: Field, found: Named[], why: (column: ColumnFacts) => string) => string | null;

/** A price of one beside a quantity is no amount: their product is, which only the person can say for sure. */
function guessAmount(table: TableRead, free: readonly ColumnFacts[], reasons: Reason[], first: Chosen): string | null {
  const isAmount = (column: ColumnFacts) =>
    column.distinct > 1 && nameMeans('quantity', column.name) === 0 && holdsNumbers(table, column);
  const amounts = named(free, 'amount', isAmount);
  const quantity = named(free, 'quantity', ({ type }) => type === 'number')[0];
  const unit = named(free, 'unitPrice', isAmount)[0];
  const whole = amounts.filter(({ column }) => nameMeans('unitPrice', column.name) === 0);
  if (whole.length > 0 || !quantity || !unit)
    return first(
      'amount',
      whole.length > 0 ? whole : amounts,
      ({ name }) => `“${name}”: numbers, and its name says money.`,
    );
  reasons.push(
    because(
      'amount',
      `${listed([unit.column.name])} is the price of one. A formula “${quantity.column.name}” × “${unit.column.name}” would give the amount; it makes reading slower.`,
      amounts.map(({ column }) => ({ column: column.name, reason: 'The price of one.' })),
    ),
  );
  return null;
}

const named = (facts: readonly ColumnFacts[], meaning: Meaning, fits: (column: ColumnFacts) => boolean): Named[] =>
  facts
    .map((column) => ({ column, said: nameMeans(meaning, column.name) }))
    .filter(({ column, said }) => said >= 3 && fits(column))
    .sort((a, b) => b.said - a.said || b.column.filled - a.column.filled || a.column.index - b.column.index);

const isChannel = ({ type, distinct, lettered, meanLength }: ColumnFacts): boolean =>
  type === 'text' && distinct <= 200 && lettered > 0.9 && meanLength <= 60;

/** 0 to 10, 1 to 5 or 7, or −100 to 100: whole answers, but for means of several. */
function isScore({ type, lowest, highest }: ColumnFacts): boolean {
  if (type !== 'number' || lowest === null || highest === null) return false;
  return (lowest >= 0 && highest <= 10) || (lowest >= -100 && lowest < 0 && highest <= 100);
}

/** What is written in words and is no answer of the person's. */
const NO_COMMENT =
  /(?:name|title|subject|address|street|url|link|page|product|item|description|agent|path|betreff|titel|adresse)s?$/i;

function comments(table: TableRead, free: readonly ColumnFacts[], survey: boolean): Named[] {
  const written = free.filter((column) => {
    const { name, type, distinct, filled, meanLength, index } = column;
    if (NO_COMMENT.test(name) || type !== 'text' || distinct < 0.6 * filled || meanLength < 10) return false;
    const values = valuesOf(table.sample, index);
    const sentences = values.filter((value) => isProse(value)).length;
    return sentences >= 0.6 * values.length;
  });
  const said = named(written, 'comment', () => true);
  if (said.length > 0 || !survey) return said;
  return written.filter(({ meanLength }) => meanLength >= 20).map((column) => ({ column, said: 1 }));
}

const isProse = (value: string): boolean =>
  (/\S\s+\S+\s+\S/.test(value) || /\p{Script=Han}{5,}/u.test(value)) && !/^(?:https?:|[[{]|Mozilla\/)/.test(value);
