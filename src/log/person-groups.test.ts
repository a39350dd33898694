import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { runSteps } from '../../tests/support/run-steps.ts';
import { CHUNK, newChunk, NOBODY } from './log-builder.ts';
import { groupedByPerson } from './person-groups.ts';

test('events come group by group in the order of the files, those of nobody left out', () => {
  const { int } = random(3);
  const people = 20_000;
  const places = CHUNK + 5_000;
  const chunks = [newChunk(), newChunk()];
  // the second chunk tells its rows itself
  chunks[1]!.row = Uint32Array.from({ length: CHUNK }, (_, at) => CHUNK + 2 * at);
  const rowsOf = Array.from({ length: people }, (): number[] => []);
  for (let place = 0; place < places; place++) {
    const chunk = chunks[place < CHUNK ? 0 : 1]!;
    const at = place % CHUNK;
    const person = int(9) === 0 ? NOBODY : int(people);
    const row = chunk.row ? chunk.row[at]! : place;
    chunk.id[at] = person;
    chunk.event[at] = row % 60_000;
    chunk.time[at] = row / 8;
    if (person !== NOBODY) rowsOf[person]!.push(row);
  }
  const grouped = runSteps(groupedByPerson(chunks, places, people));
  const found = Array.from({ length: people }, (): number[] => []);
  let wrong = 0;
  let lastPerson = 0;
  for (let group = 0; group < grouped.count; group++) {
    let last = lastPerson;
    for (const { chunk, starts } of grouped.chunks)
      for (let at = starts[group]!; at < starts[group + 1]!; at++) {
        const row = chunk.row![at]!;
        if (chunk.event[at] !== row % 60_000 || chunk.time[at] !== row / 8 || chunk.id[at]! < lastPerson) wrong++;
        found[chunk.id[at]!]!.push(row);
        last = Math.max(last, chunk.id[at]!);
      }
    lastPerson = last;
  }
  expect(wrong).toBe(0);
  expect(grouped.count).toBe(3);
  expect(found).toEqual(rowsOf);
});
