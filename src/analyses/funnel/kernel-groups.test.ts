import { expect, test } from 'vitest';
import { requiredBefore } from './kernel-required.ts';
import { secondsOf } from './kernel-rows.ts';
import { partsOf } from './result-parts.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import { kernel } from './kernel.ts';
import { depthOf, toldGroups } from './oracle.ts';
import {
  inputOf,
  momentsOf,
  mulberry32,
  optionsFor,
  run,
  sampleOf,
  withBreakdown,
  withExclusions,
  withHold,
} from './sample.ts';

/** Each way that has a group, as text, in order. */
function shown(partial: FunnelPartial, values: string[][]): string[] {
  const { rows, group, keys } = partial.groups!;
  const { depth } = rows ?? partial;
  const before = requiredBefore(partial.times.length, []);
  const ways = rows ?? partial;
  const rowsApart = partsOf(ways, Int32Array.from(ways.depth.keys()), ways.depth.length);
  const one = (row: number) => secondsOf(rowsApart[row]!, before).map((list) => [...list]);
  return [...depth]
    .flatMap((reached, row) => {
      if (reached === 0) return [];
      const key = keys[group[row]!]!.map((value, c) => (value === null ? 0 : values[c]!.indexOf(value) + 1)).join();
      return [JSON.stringify([rows ? rows.person[row] : row, key, reached, one(row).slice(1, reached).flat()])];
    })
    .sort();
}

test('groups against the oracle, with every switch and with excluded events', () => {
  for (let seed = 0; seed < 6_000; seed++) {
    const random = mulberry32(seed);
    const steps = 1 + Math.floor(random() * 3);
    const overlap = seed % 2 === 0 ? 0.3 : 0;
    const shape = { people: 3, events: 6, names: 3, instants: 5, steps, overlap, rules: 0.2, where: 0.2 };
    const sample = sampleOf(random, shape);
    const plainly = optionsFor(random, steps);
    const excluding = seed % 3 === 0 ? withExclusions(random, sample, 3, plainly) : plainly;
    const grouped = withBreakdown(random, sample, excluding);
    const options = seed % 5 === 0 ? withHold(random, sample, grouped) : grouped;
    const whole = run(inputOf(sample), options);
    const expected = sample.people
      .flatMap((_, p) =>
        toldGroups(momentsOf(sample, p), options, sample.span).map(({ key, way }) =>
          JSON.stringify([p, key, depthOf(way), way.times.slice(1).map((t, k) => (t - way.times[k]!) / 1000)]),
        ),
      )
      .sort();
    const context = JSON.stringify({ seed, options, sample });
    if (shown(whole, sample.values!).join() !== expected.join())
      expect(shown(whole, sample.values!), context).toEqual(expected);
    const merged = [0, 1, 2]
      .map((p) => run(inputOf(sample, p, p + 1), options))
      .reduce((left, right) => kernel.merge(left, right));
    if (shown(merged, sample.values!).join() !== expected.join())
      expect(shown(merged, sample.values!), context).toEqual(expected);
  }
});
