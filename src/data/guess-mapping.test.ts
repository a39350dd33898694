import { existsSync, openAsBlob } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guessMapping } from './guess-mapping.ts';
import type { MappingGuess } from './mapping.ts';
import { sampleCsv } from './table-sample.ts';

async function guess(csv: string | Blob, zone = 'Europe/Berlin'): Promise<MappingGuess> {
  const blob = typeof csv === 'string' ? new Blob([csv]) : csv;
  const sampled = await sampleCsv(blob, 'test.csv');
  if (!sampled.ok) throw new Error(JSON.stringify(sampled.problems));
  return guessMapping(sampled.value.sample, zone);
}
const chosen = ({ person, event, time }: MappingGuess) => [person.column, event.column, time.column];

const shared = '../shared/data';
const here = existsSync(`${shared}/sepsis.csv.gz`);
describe(`real files${here ? '' : ' (skipped: ../shared/data is absent)'}`, () => {
  it.skipIf(!here).each([
    ['gamelaunch', ['userid', 'eventName', 'eventDate']],
    ['sepsis', ['case_id', 'activity', 'timestamp']],
    ['traffic_fines', ['case_id', 'activity', 'timestamp']],
    ['patients', ['patient', 'handling', 'time']],
    ['online_retail', ['CustomerID', null, 'InvoiceDate']],
  ])('%s', async (name, columns) => {
    const found = await guess(await openAsBlob(`${shared}/${name}.csv.gz`));
    if (process.env.SHOW) console.log(name, JSON.stringify(found, null, 1));
    expect(chosen(found)).toEqual(columns);
    expect(found.time).toMatchObject({ format: 'iso', hasZone: true });
    expect(found.zone).toBe('UTC');
  });
});
