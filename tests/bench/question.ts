/** The question both sides answer: four steps within seven days of the first. */
export const STEPS = ['view page', 'view product', 'add to cart', 'place order'];
export const WINDOW_DAYS = 7;

/** `seconds` over the window make it another question, so that no answer is kept from the run before. */
export const documentOf = (seconds = 0) => ({
  sojourn: 1,
  analysis: {
    kind: 'funnel',
    steps: STEPS.map((event) => ({ event })),
    window: { n: WINDOW_DAYS * 86_400 + seconds, unit: 'second' },
  },
});

/**
 * The same funnel as DuckDB is best asked: only rows that match a step, a unique order within a person, one window pass a
 * step from the last to the first (taking the earliest next step is best for a fixed entry, and every entry is tried).
 */
export function funnelSql(table: string, seconds = 0): string {
  const list = STEPS.map((event) => `'${event}'`).join(', ');
  const step = STEPS.map((event, i) => `WHEN '${event}' THEN ${i + 1}`).join(' ');
  const over = `OVER (PARTITION BY user_id ORDER BY time, rid ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)`;
  const edge = `time + INTERVAL ${WINDOW_DAYS * 86_400 + seconds} SECOND`;
  return `
    WITH ev AS (SELECT user_id, time, rowid AS rid, (CASE event ${step} END)::UTINYINT AS s FROM ${table} WHERE event IN (${list})),
    p3 AS (SELECT *, min(CASE WHEN s = 4 THEN time END) ${over} AS t4 FROM ev),
    p2 AS (SELECT *, first_value(CASE WHEN s = 3 THEN {'t3': time, 't4': t4} END IGNORE NULLS) ${over} AS n3 FROM p3),
    p1 AS (SELECT *, first_value(CASE WHEN s = 2 THEN {'t2': time, 't3': n3.t3, 't4': n3.t4} END IGNORE NULLS) ${over} AS n2 FROM p2),
    reached AS (SELECT user_id, max(CASE WHEN n2.t4 <= ${edge} THEN 4 WHEN n2.t3 <= ${edge} THEN 3 WHEN n2.t2 <= ${edge} THEN 2 ELSE 1 END) AS depth
                FROM p1 WHERE s = 1 GROUP BY user_id)
    SELECT count(*)::DOUBLE AS c1, count(*) FILTER (depth > 1)::DOUBLE AS c2, count(*) FILTER (depth > 2)::DOUBLE AS c3,
           count(*) FILTER (depth > 3)::DOUBLE AS c4 FROM reached`;
}

/** Bought twice in 30 days, never asked for help, and sent something back within seven days of an order. */
export const segmentOf = (seconds = 0) => ({
  sojourn: 1 as const,
  segment: {
    all: [
      {
        did: { event: 'place order' },
        times: { op: 'gte' as const, value: 2 },
        within: { last: { n: 30 * 86_400 + seconds, unit: 'second' as const } },
      },
      { not: { did: { event: 'contact support', name: `${seconds}` } } },
      {
        sequence: { then: [{ event: 'place order' }, { any: '*' as const }, { event: 'return item' }] },
        within: { n: WINDOW_DAYS * 86_400 + seconds, unit: 'second' as const },
      },
    ],
  },
});

/** The same people as DuckDB is best asked: one grouping for what is counted, and a window over what is left. */
export function segmentSql(table: string, seconds = 0): string {
  const over = `OVER (PARTITION BY user_id ORDER BY time, rowid ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)`;
  return `
    WITH counted AS (
      SELECT user_id FROM ${table} GROUP BY user_id
      HAVING count(*) FILTER (event = 'place order' AND time >= (SELECT max(time) FROM ${table}) - INTERVAL ${30 * 86_400 + seconds} SECOND) >= 2
         AND count(*) FILTER (event = 'contact support') = 0),
    ev AS (
      SELECT user_id, event, time, min(CASE WHEN event = 'return item' THEN time END) ${over} AS back
      FROM ${table} WHERE event IN ('place order', 'return item') AND user_id IN (SELECT user_id FROM counted))
    SELECT count(DISTINCT user_id)::DOUBLE AS people FROM ev
    WHERE event = 'place order' AND back <= time + INTERVAL ${WINDOW_DAYS * 86_400 + seconds} SECOND`;
}
