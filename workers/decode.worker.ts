import { initSync, ParquetFile } from 'parquet-wasm/esm';
import type { ScannedRows } from '#data/scanned-rows.ts';
import type { DecodeRequest, DecodeStart } from './decode-aside.ts';
import { closeTheDoors } from './no-way-out.ts';
import { scannedGroup } from './parquet-group.ts';

// Its wasm comes compiled and its file as a blob: there is nothing to fetch.
closeTheDoors(null);

self.onmessage = ({ data }: MessageEvent<DecodeStart>) => {
  // Held for as long as this worker lives: whoever started it is granted it only by our death.
  void navigator.locks.request(data.lock, () => {
    self.postMessage('held');
    return new Promise(() => undefined);
  });
  initSync({ module: data.module });
  const parquet = ParquetFile.fromFile(data.file);
  // one group after another: two at once would only take the memory of two
  let last: Promise<void> = Promise.resolve();
  self.onmessage = ({ data: request }: MessageEvent<DecodeRequest>) => {
    last = last.then(() => answer(parquet, request));
  };
};

async function answer(parquet: Promise<ParquetFile>, { group, scan, present }: DecodeRequest): Promise<void> {
  try {
    const rows = await scannedGroup(await parquet, group, scan, present);
    self.postMessage(rows, { transfer: buffersOf(rows) });
  } catch (error) {
    self.postMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Columns of a group are mostly views of one buffer. */
function buffersOf(rows: ScannedRows[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const gather = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer as ArrayBuffer);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather);
  };
  gather(rows);
  return [...buffers];
}
