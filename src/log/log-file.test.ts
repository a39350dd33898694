import { describe, expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { Dictionary } from './dictionary.ts';
import type { EventLog, Ids } from './event-log.ts';
import { blobSource, logFileBytes, readLog, writeLog } from './log-file.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function randomLog(seed: number): EventLog {
  const { int, next } = random(seed);
  const people = int(4) === 0 ? 0 : int(300);
  const dictionary = new Dictionary();
  const personStart = new Uint32Array(people + 1);
  for (let p = 0; p < people; p++) {
    const id = encode(`${'ü'.repeat(int(20))}${p}`);
    dictionary.code(id, 0, id.length);
    personStart[p + 1] = personStart[p]! + 1 + int(9);
  }
  const events = personStart[people]!;
  const names = Array.from({ length: 1 + int(seed % 2 === 0 ? 9 : 400) }, (_, code) => `event “${code}” \ud800`);
  const event = names.length <= 256 ? new Uint8Array(events) : new Uint16Array(events);
  const time = Float64Array.from({ length: events }, () => 1.7e12 + next() * 1e9);
  return {
    firstPerson: 0,
    personStart,
    event: event.map(() => int(names.length)),
    time,
    row: Uint32Array.from({ length: events }, () => int(2 ** 32)),
    rows: events + int(5),
    names,
    people: dictionary,
    merged: seed % 3 === 0 ? { rows: Uint32Array.of(5, 9), heads: Uint32Array.of(2, 2) } : null,
    attributes: new Map(
      seed % 2 === 0
        ? []
        : [['plan', { codes: Uint32Array.from({ length: people }, () => int(3)), values: ['é', ''] }]],
    ),
    facts: {
      people,
      events,
      firstMs: time.reduce((least, ms) => Math.min(least, ms), Infinity),
      lastMs: time.reduce((most, ms) => Math.max(most, ms), -Infinity),
    },
  };
}

async function written(log: EventLog): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  await writeLog(log, (bytes) => void parts.push(bytes.slice()));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const textsOf = (people: Ids) => Array.from({ length: people.size }, (_, code) => people.text(code));

const readBack = (bytes: Uint8Array<ArrayBuffer>) => readLog(blobSource(new Blob([bytes])), bytes.length);

const code = async (bytes: Uint8Array<ArrayBuffer>) => {
  const outcome = await readBack(bytes);
  return outcome.ok ? 'read' : outcome.problems[0]!.code;
};

describe('a log in a file', () => {
  test('comes back exactly as it was', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const log = randomLog(seed);
      const bytes = await written(log);
      expect(bytes.length).toBe(logFileBytes(log));
      const outcome = await readBack(bytes);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
      const { people, ...columns } = outcome.value;
      const { people: before, ...expected } = log;
      expect(columns).toEqual(expected);
      expect(textsOf(people)).toEqual(textsOf(before));
      if (before.size > 0) expect(people.find(before.text(before.size - 1))).toBe(before.size - 1);
    }
  });

  test('is refused wherever it is cut, or longer than it was', async () => {
    const bytes = await written(randomLog(3));
    const { int } = random(4);
    for (let i = 0; i < 200; i++) expect(await code(bytes.slice(0, int(bytes.length)))).toBe('log/damaged');
    expect(await code(new Uint8Array([...bytes, 0]))).toBe('log/damaged');
  });

  test('is refused where its header is not what it was, or its columns are shifted', async () => {
    const bytes = await written(randomLog(5));
    const headerEnd = 24 + new DataView(bytes.buffer).getUint32(12, true);
    const { int } = random(6);
    for (let i = 0; i < 300; i++) {
      const wrong = bytes.slice();
      wrong[int(headerEnd)]! ^= 1 << int(8);
      expect(await code(wrong)).toMatch(/^log\/(damaged|version)$/);
    }
    const shifted = bytes.slice();
    shifted.copyWithin(headerEnd + 16, headerEnd + 8);
    expect(await code(shifted)).toBe('log/damaged');
  });

  test('of another version says so', async () => {
    const bytes = await written(randomLog(7));
    new DataView(bytes.buffer).setUint32(8, 2, true);
    expect(await code(bytes)).toBe('log/version');
  });
});
