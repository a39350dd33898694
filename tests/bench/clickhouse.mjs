/**
 * The first funnel as native ClickHouse answers it, by `windowFunnel` over a table sorted by person and time, one thread.
 * It is no dependency: half a gigabyte. `npm install --no-save chdb@3.4.0` brings it; without it its rows are left out.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STEPS = ['view page', 'view product', 'add to cart', 'place order'];
const WINDOW_MS = 7 * 86_400_000;

/** As it is set when it is installed, and with groups made in the order of the table, which is faster here. */
const SETTINGS = { 'default settings': '', 'aggregation in order': ', optimize_aggregation_in_order = 1' };

const funnelSql = (varied, settings) => `
  SELECT countIf(depth >= 1), countIf(depth >= 2), countIf(depth >= 3), countIf(depth >= 4) FROM (
    SELECT user_id, windowFunnel(${WINDOW_MS + 1000 * varied})(ms, ${STEPS.map((name) => `event = '${name}'`).join(', ')}) AS depth
    FROM bench.events GROUP BY user_id)
  SETTINGS max_threads = 1${settings}`;

/**
 * By name of the settings, the counts and milliseconds of the same funnel, after the first each time with a window longer by a second;
 * null where ClickHouse is not installed.
 */
export async function clickhouseFunnels(parquet, times) {
  const chdb = await import('chdb').catch(() => null);
  if (!chdb) return null;
  const folder = mkdtempSync(join(tmpdir(), 'sojourn-clickhouse-'));
  const session = new chdb.Session(folder);
  const ask = (sql) => String(session.query(sql, 'TabSeparated')).trim();
  try {
    ask('CREATE DATABASE bench');
    ask(
      'CREATE TABLE bench.events (user_id String, event String, ms UInt64) ENGINE = MergeTree ORDER BY (user_id, ms)',
    );
    ask(`INSERT INTO bench.events SELECT user_id, event, toUnixTimestamp64Milli(toDateTime64(time, 3, 'UTC'))
         FROM file('${parquet}', Parquet)`);
    ask('OPTIMIZE TABLE bench.events FINAL');
    const answers = Object.entries(SETTINGS).map(([name, settings]) => {
      const answered = Array.from({ length: times }, (_, i) => {
        const started = performance.now();
        const numbers = ask(funnelSql(i, settings)).split('\t').map(Number);
        return { numbers, ms: performance.now() - started };
      });
      return [name, answered];
    });
    return Object.fromEntries(answers);
  } finally {
    session.cleanup();
    rmSync(folder, { recursive: true, force: true });
  }
}
