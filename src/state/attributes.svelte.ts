import { id, text } from '#sql/quote.ts';
import type { EngineClient } from '#engine/client.ts';
import type { Problem } from '#vocabulary/problem.ts';

/** Rows [from, from + rows) of a table of the database. */
export interface Part {
  source: 'people' | 'costs';
  from: number;
  rows: number;
  columns: readonly string[];
}

export interface Attribute {
  name: string;
  filled: number;
  distinct: number;
  /** Most frequent values first. */
  examples: string[];
}

/** What the columns of tables without events hold, by the table's name. */
export class Attributes {
  readonly #engine: EngineClient;
  #of = $state.raw<ReadonlyMap<string, readonly Attribute[]>>(new Map());
  #problems = $state.raw<readonly Problem[]>([]);
  #turn = 0;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  of(table: string): readonly Attribute[] | null {
    return this.#of.get(table) ?? null;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  async look(parts: ReadonlyMap<string, Part>): Promise<void> {
    const turn = ++this.#turn;
    this.#of = new Map();
    this.#problems = [];
    for (const [table, part] of parts) {
      if (part.columns.length === 0) continue;
      const outcome = await this.#engine.sql(part.columns.map((name) => attributeSql(part, name)).join(' UNION ALL '))
        .outcome;
      if (turn !== this.#turn) return;
      if (!outcome.ok) this.#problems = outcome.problems;
      else this.#of = new Map([...this.#of, [table, outcome.value.rows.map(asAttribute)]]);
    }
  }
}

/** One row: name, filled, distinct, up to three values, a line each. */
function attributeSql({ source, from, rows }: Part, name: string): string {
  const value = `nullif(CAST(${id(name)} AS VARCHAR), '')`;
  const part = `SELECT ${value} AS v FROM ${id(source)} WHERE rowid >= ${from} AND rowid < ${from + rows}`;
  const counted = `SELECT v, count(*)::DOUBLE AS n FROM (${part}) WHERE v IS NOT NULL GROUP BY v`;
  const top = `SELECT string_agg(replace(v, chr(10), ' '), chr(10) ORDER BY n DESC, v) FROM (SELECT * FROM (${counted}) ORDER BY n DESC, v LIMIT 3)`;
  return `SELECT ${text(name)}, (SELECT coalesce(sum(n), 0) FROM (${counted})), (SELECT count(*)::DOUBLE FROM (${counted})), (${top})`;
}

const asAttribute = ([name, filled, distinct, examples]: (string | number | boolean | null)[]): Attribute => ({
  name: String(name),
  filled: Number(filled),
  distinct: Number(distinct),
  examples: examples === null || examples === undefined ? [] : String(examples).split('\n'),
});
