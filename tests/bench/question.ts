/** A question of our engine, and the same as DuckDB is best asked or a question of ours to lie beside. */
export interface Question {
  /** What the row is called. */
  work: string;
  /** Ratio of the medians that is wanted at least. */
  least: number;
  /** `varied` is another number each time, so that no answer is kept from the run before; both sides are given the same one. */
  document: (varied: number) => object;
  /** What of our answer must be what the peer says. */
  ofResult: (result: never) => number[];
  peer:
    { sql: (table: string, varied: number) => string; ofRows: (rows: Record<string, number>[]) => number[] } | 'funnel';
}

/** Four steps within seven days of the first. */
const STEPS = ['view page', 'view product', 'add to cart', 'place order'];
const WINDOW_DAYS = 7;

const funnelOf = (seconds: number, more: object = {}) => ({
  sojourn: 1,
  analysis: {
    kind: 'funnel',
    steps: STEPS.map((event) => ({ event })),
    window: { n: WINDOW_DAYS * 86_400 + seconds, unit: 'second' },
    ...more,
  },
});

/**
 * The same funnel as DuckDB is best asked: only rows that match a step, a unique order within a person, one window pass a
 * step from the last to the first (taking the earliest next step is best for a fixed entry, and every entry is tried).
 */
function funnelSql(table: string, seconds: number): string {
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

const countsOf = ({ steps }: { steps: { count: number }[] }) => steps.map(({ count }) => count);

/** An analysis of all events: what is varied is a beginning before the first of them. */
const ofAll = (varied: number, analysis: object) => ({
  sojourn: 1,
  range: { from: new Date(Date.UTC(2026, 0, 1) + varied).toISOString() },
  analysis,
});

const graphOf = (varied: number) => ofAll(varied, { kind: 'paths', parts: ['graph'], collapse: false });

/**
 * Of every edge how often, by how many people and its median wait; of every event how often, by how many people, and how
 * many visits it begins and ends. As DuckDB is best asked: one window pass that keeps the moves within 30 minutes, starts
 * and ends from what the moves leave over, people of events by grouping twice.
 */
const graphSql = (table: string): string => `
  WITH moves AS MATERIALIZED (
    SELECT * FROM (
      SELECT user_id, event, lead(event) OVER w AS next, epoch_us(lead(time) OVER w) - epoch_us(time) AS wait FROM ${table}
      WINDOW w AS (PARTITION BY user_id ORDER BY time, rowid))
    WHERE wait <= 1800000000),
  edges AS (
    SELECT event, next, count(*)::DOUBLE AS n, count(DISTINCT user_id)::DOUBLE AS people, median(wait)::DOUBLE AS median_us
    FROM moves GROUP BY event, next),
  nodes AS (
    SELECT event, sum(n)::DOUBLE AS n, count(*)::DOUBLE AS people
    FROM (SELECT event, user_id, count(*) AS n FROM ${table} GROUP BY event, user_id) GROUP BY event),
  leaving AS (SELECT event, sum(n) AS n FROM edges GROUP BY event),
  coming AS (SELECT next AS event, sum(n) AS n FROM edges GROUP BY next)
  SELECT 1::DOUBLE AS edge, n, people, median_us, 0::DOUBLE AS starts, 0::DOUBLE AS ends FROM edges
  UNION ALL
  SELECT 0, nodes.n, nodes.people, 0, nodes.n - coalesce(coming.n, 0), nodes.n - coalesce(leaving.n, 0)
  FROM nodes LEFT JOIN leaving USING (event) LEFT JOIN coming USING (event)`;

interface Graph {
  nodes: { count: number; units: number; starts: number; ends: number }[];
  edges: { count: number; units: number; medianSeconds: number }[];
}

const numbersOfGraph = ({ graph: { nodes, edges } }: { graph: Graph }) =>
  graphNumbers(
    edges.map(({ count, units, medianSeconds }) => ({ n: count, people: units, median_us: medianSeconds * 1e6 })),
    nodes.map(({ count, units, starts, ends }) => ({ n: count, people: units, starts, ends })),
  );

const isEdge = ({ edge }: Record<string, number>): boolean => edge === 1;

/** Sums; medians lie on whole microseconds or halfway between two. */
function graphNumbers(edges: Record<string, number>[], nodes: Record<string, number>[]): number[] {
  const sum = (rows: Record<string, number>[], of: string) => rows.reduce((total, row) => total + row[of]!, 0);
  const halves = edges.map(({ median_us }) => ({ halves: Math.round(2 * median_us!) }));
  return [
    edges.length,
    ...['n', 'people'].map((of) => sum(edges, of)),
    sum(halves, 'halves'),
    ...['n', 'people', 'starts', 'ends'].map((of) => sum(nodes, of)),
  ];
}

/** What the flow's figure shows: nothing of it is left out of the question, as who looks at it may turn to the others. */
export const flowDocument = (varied: number) => ofAll(varied, { kind: 'paths', steps: 5 });

const RETENTION_DAYS = 90;

export const QUESTIONS = {
  funnel: {
    work: 'funnel, 4 steps, 7-day window',
    least: 60,
    document: (seconds) => funnelOf(seconds),
    ofResult: countsOf,
    peer: { sql: funnelSql, ofRows: ([row]) => Object.values(row!) },
  },
  funnelByCountry: {
    work: 'funnel with a breakdown of 10 values, beside the plain one',
    least: 0.5,
    document: (seconds) => funnelOf(seconds, { breakdown: { property: 'country' } }),
    ofResult: countsOf,
    peer: 'funnel',
  },
  windowCurve: {
    work: 'funnel with its window curve, beside the plain one',
    least: 0.5,
    document: (seconds) => funnelOf(seconds, { windowCurve: {} }),
    ofResult: countsOf,
    peer: 'funnel',
  },
  retention: {
    work: 'daily retention, 90 × 90',
    least: 60,
    document: (varied) =>
      ofAll(varied, { kind: 'retention', start: {}, return: {}, period: 'day', periods: RETENTION_DAYS }),
    ofResult: ({ cohorts }: { cohorts: { cells: { count: number }[] }[] }) =>
      filled(cohorts.flatMap(({ cells }) => cells.map(({ count }) => count))),
    peer: {
      sql: (table) => `
        WITH days AS (SELECT DISTINCT user_id, time::DATE AS day FROM ${table}),
        first AS (SELECT user_id, min(day) AS cohort FROM days GROUP BY user_id)
        SELECT count(*)::DOUBLE AS n FROM days JOIN first USING (user_id)
        WHERE day - cohort < ${RETENTION_DAYS} GROUP BY cohort, day - cohort`,
      ofRows: (rows) => filled(rows.map(({ n }) => n!)),
    },
  },
  graph: {
    work: 'transition graph of 30 events, with people and medians',
    least: 60,
    document: graphOf,
    ofResult: numbersOfGraph,
    peer: {
      sql: graphSql,
      ofRows: (rows) =>
        graphNumbers(
          rows.filter(isEdge),
          rows.filter((row) => !isEdge(row)),
        ),
    },
  },
  // the answer is the same one, so ours counts people and finds medians here too; asked of another range, that none is kept
  graphCounts: {
    work: 'transition graph of 30 events, counts alone',
    least: 30,
    document: (varied) => graphOf(-varied),
    ofResult: ({ graph }: { graph: { edges: { count: number }[] } }) => filled(graph.edges.map(({ count }) => count)),
    peer: {
      sql: (table) => `
        WITH moves AS (
          SELECT event, time, lead(event) OVER w AS next, lead(time) OVER w AS next_time FROM ${table}
          WINDOW w AS (PARTITION BY user_id ORDER BY time, rowid))
        SELECT count(*)::DOUBLE AS n FROM moves WHERE next_time <= time + INTERVAL 30 MINUTE GROUP BY event, next`,
      ofRows: (rows) => filled(rows.map(({ n }) => n!)),
    },
  },
  trend: {
    work: 'daily trend, events and unique people, by event name',
    least: 15,
    document: (varied) =>
      ofAll(varied, {
        kind: 'trend',
        series: [{ of: {} }, { of: {}, measure: 'units' }],
        interval: 'day',
        breakdown: { event: true, top: 1000 },
        anomalies: false,
      }),
    ofResult: ({ series }: { series: { points: { value: number }[] }[] }) => {
      const values = (lines: typeof series) => lines.flatMap(({ points }) => points.map(({ value }) => value));
      const names = series.length / 2;
      return [...filled(values(series.slice(0, names))), ...filled(values(series.slice(names)))];
    },
    peer: {
      sql: (table) => `
        SELECT count(*)::DOUBLE AS events, count(DISTINCT user_id)::DOUBLE AS people
        FROM ${table} GROUP BY time::DATE, event`,
      ofRows: (rows) => [...filled(rows.map(({ events }) => events!)), ...filled(rows.map(({ people }) => people!))],
    },
  },
} satisfies Record<string, Question>;

export type QuestionName = keyof typeof QUESTIONS;

export interface Answered {
  numbers: number[];
  ms: number;
}

/** How many are above nothing, and their sum. */
function filled(counts: number[]): number[] {
  const some = counts.filter((n) => n > 0);
  return [some.length, some.reduce((sum, n) => sum + n, 0)];
}
