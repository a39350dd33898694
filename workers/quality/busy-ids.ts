import { text } from '#sql/quote.ts';
import type { IdsOfColumn } from './ids.ts';
import { ask, filled, rowsOf, rowsWhere, type EventTable, type Found, type Look } from './look.ts';
import { count as number, many, ofRows, quoted } from './words.ts';

/** Texts that systems write where they know nobody. */
// prettier-ignore
const NOBODY = ['null', '(null)', 'undefined', 'unknown', '(unknown)', 'none', '(none)', 'n/a', '#n/a', 'nan', 'nil', '(not set)', 'not set',
  'anonymous', 'anon', 'guest', 'default', '00000000-0000-0000-0000-000000000000'];
/** The same, but an id may be called so: only where it has many events. */
const PERHAPS_NOBODY = ['0', '-1', '-', 'test', 'na', 'admin', '?'];
const DAY_MS = 86_400_000;
const MOST_SHOWN = 5;

/**
 * An id that is no person. Either its text says so, or it has over 200 events, over 20 times as many as 99 of 100 ids have, and
 * 1 % of all rows or 500 a day: a heavy tail alone, which every log has, is not enough.
 */
const RULE = { least: 200, times: 20, share: 0.01, aDay: 500, leastIds: 20 };

export async function busyIds(look: Look, { column, kind }: IdsOfColumn, table: EventTable): Promise<Found[]> {
  const [stats] = await ask(
    look,
    `SELECT count(*)::DOUBLE AS ids, coalesce(quantile_disc(n, 0.99), 0) AS q99, coalesce(quantile_disc(n, 0.9), 0) AS q90 FROM sojourn_ids`,
  );
  const ids = Number(stats!.ids);
  // of few ids the 99th of 100 is the busiest itself
  const usual = Number(ids < 300 ? stats!.q90 : stats!.q99);
  const { firstMs, lastMs } = look.log.facts;
  const days = Math.max(1, (lastMs - firstMs) / DAY_MS);
  const list = (texts: string[]) => texts.map(text).join(', ');
  const enough = Math.min(RULE.share * rowsOf(table), RULE.aDay * days);
  const busy =
    ids < RULE.leastIds ? 'false' : `n >= ${RULE.least} AND n > ${RULE.times * usual} AND n >= ${enough}::DOUBLE`;
  const perhaps = `lower(v) IN (${list(PERHAPS_NOBODY)}) AND n >= 10 AND n > ${3 * usual}`;
  const rows = await ask(
    look,
    `SELECT v, n FROM sojourn_ids WHERE (n > 1 AND lower(v) IN (${list(NOBODY)})) OR (${perhaps}) OR (${busy}) ORDER BY n DESC, v LIMIT ${MOST_SHOWN}`,
  );
  const left = look.setup.leaveOut ?? [];
  const found: Found[] = [];
  for (const row of rows) {
    const [name, count] = [String(row.v), Number(row.n)];
    if (left.some((other) => other.kind === kind && other.id === name)) continue;
    const word = [...NOBODY, ...PERHAPS_NOBODY].includes(name.toLowerCase());
    found.push({
      kind: 'busyIds',
      table: table.name,
      about: `${kind} ${name}`,
      state: 'decide',
      title: `${quoted(name)} has ${many(count, 'event')}`,
      effect: `${ofRows(count, table.counts.rows)}, as one person. ${word ? 'Such a text stands where nobody is known.' : `99 of 100 ids have ${number(usual)} or fewer: likely a bot, a test or a default.`}`,
      count,
      share: count / rowsOf(table),
      rows: await rowsWhere(look, table, `${filled(column)} = ${text(name)}`),
      remedies: [
        {
          label: `Leave ${quoted(name)} out`,
          setup: { ...look.setup, leaveOut: [...left, { kind, id: name }] },
        },
      ],
    });
  }
  return found;
}
