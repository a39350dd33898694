import { expose } from 'comlink';
import { tableFromIPC } from 'apache-arrow';
import { createBindings, openParquet, registerFile } from '#bindings';
import { closeTheDoors } from '#workers/no-way-out.ts';
import { QUESTIONS, segmentSql, type Answered, type Question, type QuestionName } from './question.ts';

/** DuckDB-WASM as a site without our log would use it: load, sort, ask by SQL. Nothing of our engine but its wasm files. */
class Peer {
  #bindings: Awaited<ReturnType<typeof createBindings>> | undefined;

  async start(engineFiles: string): Promise<void> {
    closeTheDoors(engineFiles);
    this.#bindings = await createBindings();
    this.#bindings.open({});
  }

  #query(sql: string) {
    const connection = this.#bindings!.connect();
    try {
      return connection.useUnsafe((bindings, conn) => tableFromIPC(bindings.runQuery(conn, sql)));
    } finally {
      connection.close();
    }
  }

  async csv(file: File): Promise<void> {
    await registerFile(this.#bindings!, 'bench.csv', { name: 'bench.csv', blob: file });
    this.#query(`CREATE TABLE loaded AS SELECT * FROM read_csv('bench.csv')`);
  }

  async parquet(file: File): Promise<void> {
    const parquet = await openParquet({ name: 'bench.parquet', blob: file });
    const groups = parquet.metadata().numRowGroups();
    for (let group = 0; group < groups; group++) {
      const ipc = (await parquet.read({ rowGroups: [group] })).intoIPCStream();
      const connection = this.#bindings!.connect();
      connection.useUnsafe((bindings, conn) =>
        bindings.insertArrowFromIPCStream(conn, ipc, { name: 'loaded', create: group === 0 }),
      );
      connection.close();
    }
  }

  sort(): void {
    this.#query('CREATE TABLE sorted AS SELECT * FROM loaded ORDER BY user_id, time');
    this.#query('DROP TABLE loaded');
  }

  /** The numbers that are compared, and the milliseconds they took; null where the question has no peer of DuckDB's. */
  ask(name: QuestionName, varied: number): Answered | null {
    const { peer } = QUESTIONS[name] as Question;
    if (typeof peer === 'string') return null;
    const started = performance.now();
    const rows = this.#query(peer.sql('sorted', varied)).toArray() as { toJSON(): Record<string, number> }[];
    return { numbers: peer.ofRows(rows.map((row) => row.toJSON())), ms: performance.now() - started };
  }

  /** How many people are in the segment, and the milliseconds it took. */
  segment(seconds: number): { people: number; ms: number } {
    const started = performance.now();
    const [row] = this.#query(segmentSql('sorted', seconds)).toArray() as { toJSON(): { people: number } }[];
    return { people: row!.toJSON().people, ms: performance.now() - started };
  }
}
export type { Peer };

expose(new Peer());
