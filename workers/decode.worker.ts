import { initSync, ParquetFile } from 'parquet-wasm/esm';
import type { ScannedRows } from '#data/scanned-rows.ts';
import type { DecodeRequest, DecodeStart } from './decode-aside.ts';
import { closeTheDoors } from './no-way-out.ts';
import { scannedGroup } from './parquet-group.ts';

// Its wasm comes compiled and its file as a blob: there is nothing to fetch.
closeTheDoors(null);

self.onmessage = ({ data: { lock, module, file } }: MessageEvent<DecodeStart>) => {
  initSync({ module });
  ParquetFile.fromFile(file).then(
    (parquet) => serve(parquet, lock),
    () => self.close(),
  );
};

function serve(parquet: ParquetFile, lock: string): void {
  // one group after another: two at once would only take the memory of two
  let last: Promise<void> = Promise.resolve();
  self.onmessage = ({ data }: MessageEvent<DecodeRequest>) => {
    last = last.then(() => answer(parquet, data));
  };
  // Held for as long as this worker lives: whoever started it is granted it only by our death.
  void navigator.locks.request(lock, () => {
    self.postMessage('held');
    return new Promise(() => undefined);
  });
}

async function answer(parquet: ParquetFile, { group, scan, present }: DecodeRequest): Promise<void> {
  try {
    const rows = await scannedGroup(parquet, group, scan, present);
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
