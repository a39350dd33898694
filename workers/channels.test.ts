import { expect, test } from 'vitest';
import { channelFiles, CUSTOMERS, PLANTED, UNKNOWN_VISITORS } from '../tests/support/channels.ts';
import { startEngine } from '../tests/support/engine.ts';

const open = async () => {
  const engine = startEngine();
  const files = (await channelFiles()).map(({ path, bytes }) => ({ name: path, blob: new Blob([bytes]) }));
  const opened = await engine.open(files, null, 1);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return { engine, opened: opened.value };
};

test('four channels and a table of links become one log of people, without a question', async () => {
  const { engine, opened } = await open();
  expect(opened.setup.tables.map(({ shape }) => shape)).toEqual(['events', 'events', 'events', 'events', 'links']);
  expect(opened.overview.people).toBe(CUSTOMERS + UNKNOWN_VISITORS);
  expect(opened.identity).toMatchObject({ merged: CUSTOMERS, ignoredTotal: 0 });
  const channels = await engine.values('channel', '', 9, 2);
  expect(channels.ok && channels.value.length).toBe(4);
  expect(opened.unusable).toMatchObject({
    withoutPerson: PLANTED.withoutPerson,
    unreadableTimes: PLANTED.unreadableTimes,
  });
  const orders = opened.facts.find(({ table }) => table.includes('orders'))!;
  expect(orders).toMatchObject({ rows: PLANTED.orderLines, events: PLANTED.orders, merged: PLANTED.orders });
});

test('an order is found by any of its lines', async () => {
  const { engine } = await open();
  const answer = await engine.run(
    {
      sojourn: 1,
      analysis: {
        kind: 'funnel',
        steps: [{ event: 'Log in' }, { where: { property: 'Artikel', op: 'is', value: 'Türstopper' } }],
        window: null,
      },
    } as never,
    2,
  );
  expect(answer.ok && (answer.value as unknown as { steps: { count: number }[] }).steps[0]!.count).toBe(CUSTOMERS);
  expect(answer.ok && (answer.value as unknown as { steps: { count: number }[] }).steps[1]!.count).toBeGreaterThan(20);
});
