import { tableFromIPC } from 'apache-arrow';
import type { openParquet } from '#bindings';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import { scannedRows } from './arrow-columns.ts';

type ParquetFile = Pick<Awaited<ReturnType<typeof openParquet>>, 'read'>;

/** Rows of a batch: one large enough that its look-ups are many, and small enough to stay in the processor's cache. */
export const BATCH_ROWS = 65_536;

/** The columns of a row group that a scan asks for, batch by batch. `present` = those of them that the file has. */
export async function scannedGroup(
  parquet: ParquetFile,
  group: number,
  scan: Scan,
  present: string[],
): Promise<ScannedRows[]> {
  const part = await parquet.read({ rowGroups: [group], batchSize: BATCH_ROWS, columns: present });
  return tableFromIPC(part.intoIPCStream()).batches.map((batch) => scannedRows(batch, scan));
}
