import { expect, test } from 'vitest';
import { asDocument, startEngine, value } from '../tests/support/engine.ts';

// Of somebody who did nothing else: bytes that are no text, far behind the head from which the encoding is told, in a column that the log does not read.
function csvWithFault(): Blob {
  const lines = Array.from(
    { length: 60_000 },
    (_, i) => `u${i % 500},Visit,2026-03-01 10:00:00,${'note '.repeat(6)}${i}`,
  );
  const text = (part: string[]) => new TextEncoder().encode(`${part.join('\n')}\n`);
  const fault = Uint8Array.from([...new TextEncoder().encode('ghost,Visit,2026-03-02 10:00:00,'), 0xff, 0xfe, 0x0a]);
  return new Blob([text(['user_id,event,time,note', ...lines.slice(0, 45_000)]), fault, text(lines.slice(45_000))]);
}

const visit = { event: 'Visit' };
const asked = asDocument({ sojourn: 1, analysis: { kind: 'funnel', steps: [visit] } });
const segment = { sojourn: 1 as const, segment: { did: visit } };

async function opened() {
  const engine = startEngine();
  value(await engine.open([{ name: 'late.csv', blob: csvWithFault() }], null, 1));
  return engine;
}

test('an answer from before a row turned out unreadable is asked again', async () => {
  const engine = await opened();
  const count = async () => (value(await engine.run(asked, 1)) as unknown as { units: number }).units;
  expect(await count()).toBe(501);
  expect(value(await engine.ids(asked, { step: 0 }, 1))).toContain('ghost');
  value(await engine.profile(1));
  expect(await count()).toBe(500);
  expect(value(await engine.ids(asked, { step: 0 }, 1))).not.toContain('ghost');
});

test('people are listed with a property that makes a row turn out unreadable', async () => {
  const page = { from: 0, limit: 1, columns: ['note'] };
  const listed = {
    total: 500,
    people: [{ id: 'u0', events: 120, values: [`${'note '.repeat(6)}59500`] }],
  };
  expect(value(await (await opened()).people(asked, { step: 0 }, page, 1))).toMatchObject(listed);
  expect(value(await (await opened()).segmentPeople(segment, page, 1))).toMatchObject(listed);
});

test('a timeline shows the properties of its own events where a row turns out unreadable', async () => {
  const engine = await opened();
  const { events } = value(await engine.timeline('u499', asked, 1));
  const notes = events.map(({ properties }) => Number(properties['note']!.slice(30)));
  expect(notes.sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, i) => 499 + 500 * i));
});

test('people given beside the data stay theirs when a row turns out unreadable', async () => {
  const engine = startEngine();
  value(engine.attachPeople({ u7: { plan: 'gold' } }));
  value(await engine.open([{ name: 'late.csv', blob: csvWithFault() }], null, 1));
  const ask = async (property: string, of: 'event' | 'person', val: string) => {
    const where = { property, of, op: 'is' as const, value: val };
    const result = value(
      await engine.run({ sojourn: 1, where, analysis: { kind: 'funnel', steps: [{ event: 'Visit' }] } } as never, 1),
    );
    return result as unknown as { steps: { count: number }[]; warnings: { code: string }[] };
  };
  const first = await ask('plan', 'person', 'gold');
  const again = await ask('note', 'event', 'nothing');
  expect(again.warnings.map(({ code }) => code)).toContain('engine/lateBroken');
  expect((await ask('plan', 'person', 'gold')).steps[0]!.count).toBe(1);
  expect(first.steps[0]!.count).toBe(1);
});
