import { id } from '#sql/quote.ts';
import type { IdsOfColumn } from './ids.ts';
import { ask, EXAMPLES, filled, rowsWhere, type Found, type Look } from './look.ts';
import { many, percent, quoted } from './words.ts';

/** Digits that a spreadsheet keeps, and that a double is written with. */
const SCIENTIFIC = `regexp_full_match(v, '[0-9](\\.[0-9]+)?[eE]\\+?[0-9]+')`;
const LONG = `regexp_full_match(v, '[0-9]{16,}')`;
const ROUNDED = `(${LONG} AND (regexp_full_match(substr(v, 16), '0+') OR regexp_full_match(substr(v, 18), '0+')))`;
/** A UUID that lost its end. */
const CUT = `regexp_full_match(lower(v), '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{1,11}')`;
/** Of true ids of 16 digits one in ten ends in 0. */
const NEARLY_ALL = 0.9;
const LEAST_LONG = 5;

/** Ids that a spreadsheet or a reader of JSON rounded, or a column that is too short cut. */
export async function roundedIds(look: Look, ids: IdsOfColumn): Promise<Found[]> {
  const n = (condition: string) => `count(*) FILTER (${condition})::DOUBLE`;
  const [row] = await ask(
    look,
    `SELECT count(*)::DOUBLE AS ids, ${n(SCIENTIFIC)} AS scientific, ${n(LONG)} AS long, ${n(ROUNDED)} AS rounded, ${n(CUT)} AS cut,
      coalesce(min(length(v)), 0)::INTEGER AS shortest, coalesce(max(length(v)), 0)::INTEGER AS longest FROM sojourn_ids`,
  );
  const of = (name: string) => Number(row![name]);
  const rounded = of('long') >= LEAST_LONG && of('rounded') >= NEARLY_ALL * of('long');
  const cut = of('shortest') === of('longest') && of('cut') >= Math.max(LEAST_LONG, NEARLY_ALL * of('ids'));
  const found = [
    ...(of('scientific') > 0 ? [await found1(look, ids, SCIENTIFIC, of('scientific'), 'are written as numbers')] : []),
    ...(rounded ? [await found1(look, ids, ROUNDED, of('rounded'), 'end in zeros, as if rounded')] : []),
    ...(cut ? [await found1(look, ids, CUT, of('cut'), 'look cut off')] : []),
  ];
  const zeros = found.length === 0 ? await lostZeros(look, ids, of('ids')) : null;
  return zeros ? [zeros] : found;
}

async function found1(look: Look, ids: IdsOfColumn, condition: string, count: number, what: string): Promise<Found> {
  const { table, column, events } = ids;
  const shown = await ask(look, `SELECT v FROM sojourn_ids WHERE ${condition} ORDER BY n DESC, v LIMIT ${EXAMPLES}`);
  const [affected] = await ask(
    look,
    `SELECT sum(n) FILTER (${condition}) AS some, sum(n) AS everything FROM sojourn_ids`,
  );
  const share = Number(affected!.some) / Math.max(1, Number(affected!.everything));
  return {
    kind: 'roundedIds',
    table,
    about: `${column} ${what}`,
    state: 'know',
    title: `${many(count, 'id')} of ${quoted(column)} ${count === 1 ? what.replace('are', 'is').replace('end', 'ends') : what}`,
    effect: `${percent(share)} of rows. A spreadsheet keeps 15 digits: different people may have become one. Export the column as text and open it again.`,
    figure: many(count, 'id'),
    count,
    share,
    examples: shown.map(({ v }) => String(v)),
    rows: events ? await rowsWhere(look, events, condition.replaceAll(/\bv\b/g, filled(column))) : [],
  };
}

/**
 * Ids that would all have the same number of digits if those that are shorter began with zeros: nine of ten have n digits
 * and fewer than one of ten n − 1, as random numbers up to 10ⁿ have, none begins with 0, and they lie far apart.
 */
async function lostZeros(look: Look, ids: IdsOfColumn, count: number): Promise<Found | null> {
  if (count < 100) return null;
  const digits = `regexp_full_match(v, '[0-9]{1,15}')`;
  const [row] = await ask(
    look,
    `SELECT bool_and(${digits} AND NOT starts_with(v, '0')) AS digits, max(length(v))::INTEGER AS longest,
      min(TRY_CAST(v AS DOUBLE)) AS low, max(TRY_CAST(v AS DOUBLE)) AS high FROM sojourn_ids`,
  );
  const longest = Number(row!.longest);
  const high = Number(row!.high);
  if (row!.digits !== true || longest < 6 || high < 0.98 * 10 ** longest) return null;
  if ((high - Number(row!.low)) / count < 20) return null;
  const lengths = await ask(
    look,
    'SELECT length(v)::INTEGER AS l, count(*)::DOUBLE AS n FROM sojourn_ids GROUP BY l ORDER BY l DESC',
  );
  const full = Number(lengths[0]!.n) / count;
  const next = Number(lengths[1]?.n ?? 0) / count;
  if (full < 0.85 || full > 0.95 || next < 0.04 || next > 0.14) return null;
  const short = `length(v) < ${longest}`;
  return {
    ...(await found1(look, ids, short, Math.round(count * (1 - full)), 'may lack zeros at their beginning')),
    effect: `${percent(full)} of ids have ${longest} digits. If those with fewer began with zeros, they match no other table.`,
  };
}

/** Ids of one table that another has with zeros at their beginning. */
export async function unpaddedIds(look: Look): Promise<Found[]> {
  const columns = look.open.flatMap((open) => {
    const loaded = look.loaded.of.get(open);
    return loaded ? open.setup.ids.map(({ column, kind }) => ({ column, kind, table: open.setup.table, loaded })) : [];
  });
  const values = ({ column, loaded }: (typeof columns)[number]) =>
    `SELECT DISTINCT ${filled(column)} AS v FROM ${id(loaded.table)} WHERE rowid >= ${loaded.from} AND rowid < ${loaded.to}`;
  const found: Found[] = [];
  for (const short of columns)
    for (const padded of columns) {
      if (short.table === padded.table || short.kind !== padded.kind) continue;
      const [row] = await ask(
        look,
        `WITH s AS (${values(short)}), p AS (FROM (${values(padded)}) WHERE starts_with(v, '0'))
         SELECT count(*)::DOUBLE AS n, first(s.v) AS v, first(p.v) AS padded FROM s JOIN p ON s.v = ltrim(p.v, '0') WHERE s.v NOT LIKE '0%'`,
      );
      const count = Number(row!.n);
      if (count < 2) continue;
      found.push({
        kind: 'roundedIds',
        table: short.table,
        about: `${short.column} unpadded`,
        state: 'know',
        title: `${many(count, 'id')} of ${quoted(short.column)} lack their zeros`,
        effect: `${padded.table} has them with zeros at their beginning. Each such person counts as two; export the column as text and open it again.`,
        figure: many(count, 'id'),
        count,
        share: count / Math.max(1, look.log.facts.people),
        examples: [`${String(row!.v)} here, ${String(row!.padded)} in ${padded.table}`],
      });
    }
  return found;
}
