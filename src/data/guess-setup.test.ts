import { describe, expect, it } from 'vitest';
import { guessSetup } from './guess-setup.ts';
import { sampleCsv } from './table-sample.ts';

async function guess(csv: string) {
  const sampled = await sampleCsv(new Blob([csv]), 'test.csv');
  if (!sampled.ok) throw new Error(JSON.stringify(sampled.problems));
  return guessSetup([{ name: 'test.csv', sample: sampled.value.sample }], 'Europe/Berlin');
}

describe('a table of events', () => {
  it('has who, what and when', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `u${i % 7},${['view', 'buy', 'pay'][i % 3]},2026-01-02T03:${10 + i}:00Z`,
    );
    const { tables, identity } = await guess(`user_id,event,time\n${rows.join('\n')}\n`);
    expect(tables[0]!.questions).toEqual([]);
    expect(tables[0]!.setup).toMatchObject({
      table: 'test.csv',
      columns: ['user_id', 'event', 'time'],
      shape: 'events',
      ids: [{ column: 'user_id', kind: 'customer' }],
      event: { column: 'event' },
      time: 'time',
      timeFormat: 'iso',
      zone: 'UTC',
    });
    expect(identity).toEqual({ rule: 'none', kinds: [], cap: 10, split: [] });
  });

  it('asks for what it cannot tell', async () => {
    const { tables } = await guess('a,b,c\n1,1.5,x\n2,3,x\n3,4.5,x\n');
    expect(tables[0]!.questions.map(({ at }) => at)).toEqual(['ids', 'event', 'time']);
  });
});
