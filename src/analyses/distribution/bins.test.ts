import { expect, test } from 'vitest';
import { random } from '../../../tests/support/random.ts';
import { binOf } from '../value-bins.ts';
import { automaticBins, binsFrom } from './bins.ts';

test('whole numbers have a bin each while they are few, and round ones from 1 on where they are many', () => {
  expect(automaticBins({ least: 1, most: 3, p99: 3 }, 'events').bins).toEqual([
    { from: 1, to: 2 },
    { from: 2, to: 3 },
    { from: 3, to: 4 },
  ]);
  const { bins, width } = automaticBins({ least: 1, most: 400, p99: 74 }, 'days');
  expect(width).toBe(5);
  expect([bins[0], bins.at(-2), bins.at(-1)]).toEqual([
    { from: 1, to: 6 },
    { from: 71, to: 76 },
    { from: 76, to: null },
  ]);
});

test('numbers of every size lie in their bins, which are few and touch each other', () => {
  const { next, int } = random(61);
  for (let n = 0; n < 400; n++) {
    const scale = 10 ** (int(12) - 5);
    const values = Array.from({ length: 1 + int(30) }, () => Math.round((next() - 0.3) * 1000) * scale);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const { bins, width } = automaticBins({ least, most, p99: most - (most - least) * 0.01 }, { sum: 'amount' });
    expect(bins.length).toBeLessThanOrEqual(22);
    expect(bins.slice(0, -1).map(({ to }) => to)).toEqual(bins.slice(1).map(({ from }) => from));
    expect(Number(width.toPrecision(1))).toBe(width);
    for (const value of values) {
      const { from, to } = bins[binOf(bins, value)]!;
      expect(value >= from! && value < (to ?? Infinity), `${value} in ${from} ${to}`).toBe(true);
    }
  }
});

test('bins that begin with given numbers hold what is below them too', () => {
  expect(binsFrom([1, 5], 1)).toEqual([
    { from: 1, to: 5 },
    { from: 5, to: null },
  ]);
  expect(binsFrom([1, 5], 0)[0]).toEqual({ from: null, to: 1 });
  expect([0, 1, 4.9, 5, 80].map((value) => binOf(binsFrom([1, 5], 0), value))).toEqual([0, 1, 1, 2, 2]);
});
