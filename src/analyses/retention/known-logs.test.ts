import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { asDocument, fileOf, startEngine, value } from '../../../tests/support/engine.ts';
import type { RetentionResult } from './result.ts';

const folder = '../shared/data';

async function retentionOf(file: string, analysis: Record<string, unknown>): Promise<RetentionResult> {
  const engine = startEngine();
  const content = new Uint8Array(gunzipSync(readFileSync(`${folder}/${file}.gz`)));
  value(await engine.open([fileOf(content, file)], null, 1));
  const document = { sojourn: 1, analysis: { kind: 'retention', start: {}, return: {}, ...analysis } };
  return value(await engine.run(asDocument(document), 1)) as RetentionResult;
}

const rowOf = ({ cohorts }: RetentionResult, start: string): number[] =>
  cohorts.find((cohort) => cohort.start === start)!.cells.map(({ count }) => count);

/** Rows as the logs' publishers state them. */
test.skipIf(!existsSync(folder))(
  'gamelaunch by day has the cohort that is known of it (skipped without ../shared/data)',
  async () => {
    const result = await retentionOf('gamelaunch.csv', { periods: 11 });
    expect(rowOf(result, '2016-04-27')).toEqual([96, 65, 55, 46, 46, 45, 44, 33, 34, 31, 26]);
  },
);

test.skipIf(!existsSync(folder))(
  'online_retail by month begins as its cohort table is known to (skipped without ../shared/data)',
  async () => {
    const result = await retentionOf('online_retail.csv', { period: 'month' });
    expect(rowOf(result, '2010-12-01').slice(0, 3)).toEqual([948, 362, 317]);
    expect(result.cohorts).toHaveLength(13);
  },
);
