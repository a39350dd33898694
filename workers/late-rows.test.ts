import { expect, test } from 'vitest';
import { startEngine, value } from '../tests/support/engine.ts';
import { documentOf } from '../tests/bench/question.ts';

// Bytes that are no text, far behind the head from which the encoding is told, in a column that the log does not read.
function csvWithFault(): Blob {
  const lines = Array.from(
    { length: 60_000 },
    (_, i) => `u${i % 500},Visit,2026-03-01 10:00:00,${'note '.repeat(6)}${i}`,
  );
  const text = (part: string[]) => new TextEncoder().encode(`${part.join('\n')}\n`);
  const fault = Uint8Array.from([...new TextEncoder().encode('u1,Visit,2026-03-02 10:00:00,'), 0xff, 0xfe, 0x0a]);
  return new Blob([text(['user_id,event,time,note', ...lines.slice(0, 45_000)]), fault, text(lines.slice(45_000))]);
}

test('people given beside the data stay theirs when a row turns out unreadable', async () => {
  const engine = startEngine();
  value(engine.attachPeople({ u7: { plan: 'gold' } }));
  value(await engine.open([{ name: 'late.csv', blob: csvWithFault() }], null, 1));
  const ask = async (property: string, of: 'event' | 'person', val: string) => {
    const where = { property, of, op: 'is' as const, value: val };
    const result = value(
      await engine.run(
        { ...documentOf(0), where, analysis: { kind: 'funnel', steps: [{ event: 'Visit' }] } } as never,
        1,
      ),
    );
    return result as unknown as { steps: { count: number }[]; warnings: { code: string }[] };
  };
  const first = await ask('plan', 'person', 'gold');
  const again = await ask('note', 'event', 'nothing');
  expect(again.warnings.map(({ code }) => code)).toContain('engine/lateBroken');
  expect((await ask('plan', 'person', 'gold')).steps[0]!.count).toBe(1);
  expect(first.steps[0]!.count).toBe(1);
});
