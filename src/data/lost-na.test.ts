import { expect, test } from 'vitest';
import { Dictionary } from '#log/dictionary.ts';
import { lostNa } from './lost-na.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const counted = [...LETTERS, ...LETTERS.flatMap((first) => LETTERS.map((second) => first + second))];

function peopleOf(ids: string[]): Dictionary {
  const people = new Dictionary();
  for (const id of ids) people.code(new TextEncoder().encode(id), 0, id.length);
  return people;
}

test('NA is found lost only among ids that count in letters around it', () => {
  const found = (ids: string[]) => lostNa(peopleOf(ids), ids.length);
  const without = counted.filter((id) => id !== 'NA');
  expect(found([...without, 'AAA'])).toBe('NA');
  expect(found(counted)).toBe(null);
  expect(found([...without, 'case 7'])).toBe(null);
  expect(found(without.filter((id) => id !== 'NB'))).toBe(null);
  expect(found(['A', 'B'])).toBe(null);
});
