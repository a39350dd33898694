import { expect, test } from 'vitest';
import { fileOf, startEngine, value } from '../tests/support/engine.ts';
import { Breath } from './breath.ts';
import { personValues } from './person-values.ts';
import { keptSegments } from './segments.ts';

/** A comparison of segments may name so many properties. */
const MOST = 60;
const NAMES = Array.from({ length: MOST }, (_, i) => `p${i}`);

async function opened() {
  const engine = startEngine();
  const file = fileOf(
    `user,event,time,${NAMES.join(',')}\na,open,2024-01-01T10:00:00Z,${NAMES.map((name) => `${name} of a`).join(',')}\n`,
  );
  value(await engine.open([file], null, 1));
  return { engine, opened: engine.current!.opened };
}

test('as many properties as one question may ask for are kept for the next', async () => {
  const { opened: log } = await opened();
  const breath = new Breath();
  const all = async () => {
    const read = [];
    for (const name of NAMES) read.push(await personValues(log, name, breath));
    return read;
  };
  const first = await all();
  expect(first.map(({ codes, values }) => values[codes[0]!])).toEqual(NAMES.map((name) => `${name} of a`));
  (await all()).forEach((again, i) => expect(again, NAMES[i]).toBe(first[i]));
});

test('of segments, conditions are kept and lists of people are not', async () => {
  const { engine, opened: log } = await opened();
  const segment = { all: [{ did: { event: 'open' } }, { ids: ['a', 'nobody'] }] };
  expect(value(await engine.segmentIds({ sojourn: 1, segment }, 1))).toEqual(['a']);
  const kept = [...(keptSegments(log) as Map<string, unknown>).keys()];
  expect(kept.map((key) => key.includes('did'))).toEqual([true]);
});
