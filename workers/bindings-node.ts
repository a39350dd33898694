import { createRequire } from 'node:module';
import {
  createDuckDB,
  NODE_RUNTIME,
  VoidLogger,
  DuckDBDataProtocol,
  type DuckDBBindings,
} from '@duckdb/duckdb-wasm/blocking';
import type { ParquetFile } from 'parquet-wasm/node';
import type { DecodeAside } from './decode-aside.ts';
import type { InputFile } from '#engine/protocol.ts';

const resolve = createRequire(import.meta.url).resolve;

/** The engine of the browser, under Node: the same wasm file, read from disk. */
export async function createBindings(): Promise<DuckDBBindings> {
  const main = { mainModule: resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'), mainWorker: '' };
  const bindings = await createDuckDB({ mvp: main, eh: main }, new VoidLogger(), NODE_RUNTIME);
  await bindings.instantiate(() => undefined);
  return bindings;
}

export async function registerFile(bindings: DuckDBBindings, name: string, file: InputFile): Promise<void> {
  if (file.path !== undefined) bindings.registerFileURL(name, file.path, DuckDBDataProtocol.NODE_FS, true);
  else bindings.registerFileBuffer(name, new Uint8Array(await file.blob.arrayBuffer()));
}

export async function openParquet(file: InputFile): Promise<ParquetFile> {
  const { ParquetFile } = await import('parquet-wasm/node');
  return ParquetFile.fromFile(file.blob);
}

/** The command line reads with one thread. */
export const decodeAside = (_file: InputFile): Promise<DecodeAside | null> => Promise.resolve(null);
