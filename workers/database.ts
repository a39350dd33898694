import { RecordBatchReader, tableFromIPC, type RecordBatch, type Table } from 'apache-arrow';
import type { InputFile } from '#engine/protocol.ts';
import { createBindings, registerFile } from '#bindings';
import type { Breath } from './breath.ts';

type Bindings = Awaited<ReturnType<typeof createBindings>>;

/** What the bindings have and their type does not say. */
interface WithMemory {
  mod: { HEAPU8: Uint8Array };
}

/** The only folder DuckDB may read; every name in it is of one length, because it takes a name for a prefix. */
const FOLDER = 'files/';

const SETTINGS = [
  `SET allowed_directories=['${FOLDER}']`,
  'SET enable_external_access=false',
  'SET autoinstall_known_extensions=false',
  'SET autoload_known_extensions=false',
  'SET allow_community_extensions=false',
  'SET lock_configuration=true',
];

const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** DuckDB-WASM behind four verbs. Queries are polled, so that other calls and cancels get their turn. */
export class Database {
  readonly #bindings: Bindings;

  private constructor(bindings: Bindings) {
    this.#bindings = bindings;
  }

  static async start(): Promise<Database> {
    const bindings = await createBindings();
    bindings.open({ query: { castBigIntToDouble: false } });
    const database = new Database(bindings);
    for (const setting of SETTINGS) database.query(setting);
    return database;
  }

  get version(): string {
    return this.#bindings.getVersion();
  }

  /** Of its wasm memory, which grows and never shrinks: what is dropped is used again before it grows on. */
  get memoryBytes(): number {
    return (this.#bindings as Bindings & WithMemory).mod.HEAPU8.byteLength;
  }

  /** For queries that take no time. */
  query(sql: string): Table {
    return this.#connected((conn) => tableFromIPC(this.#bindings.runQuery(conn, sql)));
  }

  async run(sql: string, breath: Breath, afterwards?: (query: (sql: string) => Table) => void): Promise<void> {
    for await (const _batch of this.stream(sql, breath, afterwards)) await breath.take();
  }

  /**
   * Batches of up to 2048 rows, as they are made. `afterwards` may ask on the same connection once all are through:
   * temporary tables, such as those of rejected rows, die with it.
   */
  async *stream(
    sql: string,
    breath: Breath,
    afterwards?: (query: (sql: string) => Table) => void,
  ): AsyncGenerator<RecordBatch, void> {
    const connection = this.#bindings.connect();
    const conn = connection.useUnsafe((_, handle) => handle);
    const bindings = this.#bindings;
    let finished = false;
    try {
      let header = bindings.startPendingQuery(conn, sql, true);
      while (header === null) {
        await breath.take();
        header = bindings.pollPendingQuery(conn);
      }
      const chunks = function* () {
        yield header;
        for (;;) {
          const chunk = bindings.fetchQueryResults(conn);
          if (chunk === null || chunk.length === 0) return;
          yield chunk;
        }
      };
      for (const batch of RecordBatchReader.from(chunks())) {
        yield batch;
        if (breath.due) await breath.take();
      }
      finished = true;
      afterwards?.((asked) => tableFromIPC(bindings.runQuery(conn, asked)));
    } finally {
      if (!finished) bindings.cancelPendingQuery(conn);
      connection.close();
    }
  }

  /** Makes a table of a whole Arrow IPC stream. The bytes are used up. */
  insertArrow(table: string, ipc: Uint8Array): void {
    this.#connected((conn) => this.#bindings.insertArrowFromIPCStream(conn, ipc, { name: table, create: true }));
  }

  /** The name under which SQL reads the file. */
  async register(file: InputFile): Promise<string> {
    const name = `${FOLDER}${randomName()}`;
    await registerFile(this.#bindings, name, file);
    return name;
  }

  drop(name: string): void {
    this.#bindings.dropFile(name);
  }

  #connected<T>(work: (conn: number) => T): T {
    const connection = this.#bindings.connect();
    try {
      return connection.useUnsafe((_, conn) => work(conn));
    } finally {
      connection.close();
    }
  }
}
