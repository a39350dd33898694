import init, { ParquetFile } from 'parquet-wasm/esm';
import type { InputFile } from '#engine/protocol.ts';
import { createDuckDB, VoidLogger, BROWSER_RUNTIME, DuckDBDataProtocol, type DuckDBBindings } from './blocking.ts';
import { DecodeAside } from './decode-aside.ts';
import { engineFile, engineFileUrl } from './no-way-out.ts';

const DUCKDB_FILE = 'duckdb-eh.wasm';
const PARQUET_FILE = 'parquet.wasm';

/** DuckDB with blocking calls inside our own worker; only the build with exceptions is shipped. */
export async function createBindings(): Promise<DuckDBBindings> {
  const main = { mainModule: engineFileUrl(DUCKDB_FILE), mainWorker: '' };
  const bindings = await createDuckDB({ mvp: main, eh: main }, new VoidLogger(), BROWSER_RUNTIME);
  await bindings.instantiate(() => undefined);
  return bindings;
}

export async function registerFile(bindings: DuckDBBindings, name: string, file: InputFile): Promise<void> {
  await bindings.registerFileHandleAsync(name, file.blob, DuckDBDataProtocol.BROWSER_FILEREADER, true);
}

let parquetReady: Promise<WebAssembly.Module> | undefined;

async function startParquet(): Promise<WebAssembly.Module> {
  const module = await WebAssembly.compileStreaming(engineFile(PARQUET_FILE));
  await init({ module_or_path: module });
  return module;
}

export async function openParquet(file: InputFile): Promise<ParquetFile> {
  await (parquetReady ??= startParquet());
  return ParquetFile.fromFile(file.blob);
}

/** A second worker for a file that is open; null where there can be none. */
export async function decodeAside(file: InputFile): Promise<DecodeAside | null> {
  return DecodeAside.start(await (parquetReady ??= startParquet()), file.blob);
}
