// Lays the engine's wasm files, compressed, where the site serves them from. They come from the pinned npm packages only.
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const resolve = createRequire(import.meta.url).resolve;
const folder = new URL('../static/engine/', import.meta.url).pathname;
const files = {
  'duckdb-eh.wasm': resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'),
  'parquet.wasm': resolve('parquet-wasm/esm/parquet_wasm_bg.wasm'),
};

mkdirSync(folder, { recursive: true });
for (const [name, source] of Object.entries(files)) {
  const packed = join(folder, `${name}.gz`);
  if (existsSync(packed) && statSync(packed).mtimeMs >= statSync(source).mtimeMs) continue;
  writeFileSync(packed, gzipSync(readFileSync(source), { level: 9 }));
}
