// Lays the engine's wasm files, compressed, where the site serves them from. They come from the pinned npm packages only.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, gzipSync } from 'node:zlib';

const resolve = createRequire(import.meta.url).resolve;
const folder = fileURLToPath(new URL('../static/engine/', import.meta.url));
const files = {
  'duckdb-eh.wasm': resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'),
  'parquet.wasm': resolve('parquet-wasm/esm/parquet_wasm_bg.wasm'),
};

/** npm gives every file the same date; a gzip file ends with the checksum and the length of what is in it. */
const holds = (packed, bytes) => {
  if (!existsSync(packed)) return false;
  const trailer = readFileSync(packed).subarray(-8);
  return trailer.length === 8 && trailer.readUInt32LE(0) === crc32(bytes) && trailer.readUInt32LE(4) === bytes.length;
};

mkdirSync(folder, { recursive: true });
for (const [name, source] of Object.entries(files)) {
  const packed = join(folder, `${name}.gz`);
  const bytes = readFileSync(source);
  if (holds(packed, bytes)) continue;
  const unfinished = `${packed}.${process.pid}`;
  writeFileSync(unfinished, gzipSync(bytes, { level: 9 }));
  renameSync(unfinished, packed);
}
