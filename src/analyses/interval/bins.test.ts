import { expect, test } from 'vitest';
import { random } from '../../../tests/support/random.ts';
import { binOf } from '../value-bins.ts';
import { binsOf } from './bins.ts';
import { SCALES } from './spec.ts';

test('bins grow between round times, or have one round width', () => {
  const minutes = { least: 3, most: 130, p99: 125 };
  expect(binsOf(minutes, 'log').bins.map(({ from }) => from)).toEqual([2, 5, 10, 20, 30, 60, 120]);
  expect(binsOf({ least: 0, most: 60, p99: 60 }, 'log').bins.at(-1)).toEqual({ from: 60, to: 120 });
  const { bins, width } = binsOf(minutes, 'linear');
  expect([width, bins[0], bins.at(-1)]).toEqual([10, { from: 0, to: 10 }, { from: 130, to: 140 }]);
  expect(binsOf({ least: 0, most: 9000, p99: 100 }, 'linear').bins.slice(-2)).toEqual([
    { from: 100, to: 105 },
    { from: 105, to: null },
  ]);
  expect(binsOf({ least: 7, most: 7, p99: 7 }, 'linear').bins).toEqual([{ from: 7, to: 8 }]);
});

test('times of every length lie in their bins, which are few and touch each other', () => {
  const { next, int, pick } = random(55);
  for (let n = 0; n < 400; n++) {
    const unit = 10 ** (int(14) - 4);
    const times = Array.from({ length: 1 + int(30) }, () => Math.round(next() * 1000) * unit);
    const [least, most] = [Math.min(...times), Math.max(...times)];
    const scale = pick(SCALES);
    const { bins } = binsOf({ least, most, p99: most - (most - least) * pick([0, 0.5]) }, scale);
    expect(bins.length).toBeLessThanOrEqual(scale === 'log' ? 60 : 23);
    expect(bins.slice(0, -1).map(({ to }) => to)).toEqual(bins.slice(1).map(({ from }) => from));
    for (const time of times) {
      const { from, to } = bins[binOf(bins, time)]!;
      expect(time >= from! && time < (to ?? Infinity), `${time} in ${from} ${to}`).toBe(true);
    }
  }
});
