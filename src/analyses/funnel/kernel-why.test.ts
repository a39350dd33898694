import { expect, test } from 'vitest';
import type { KernelInput } from '#log/shard.ts';
import { kernel } from './kernel.ts';
import type { Why } from './kernel-why.ts';
import { toldWhy, type ToldWhy } from './oracle-why.ts';
import { inputOf, mulberry32, optionsFor, run, sampleOf, withExclusions, withHold, type Sample } from './sample.ts';
import type { FunnelOptions } from './switches.ts';

/** A question why with two columns for it, in any order of whatever else is asked. */
function questionOf(seed: number): { sample: Sample; options: FunnelOptions } {
  const random = mulberry32(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const steps = 2 + (seed % 3);
  const overlap = [0, 0.15, 0.5][Math.floor(seed / 3) % 3]!;
  const shape = { people: 3, events: 8, names: 5, instants: 6, steps, overlap, rules: overlap, where: 0.2 };
  const sample = sampleOf(random, shape);
  if (seed % 2 === 0) sample.names = sample.names.map((names, k) => (names ? [k] : names));
  const from = below(steps - 1);
  const to = from + 1 + below(steps - 1 - from);
  let options = optionsFor(random, steps);
  if (options.order === 'any') options.order = 'ordered';
  if (random() < 0.2) options = withHold(random, sample, options);
  if (random() < 0.2) options = withExclusions(random, sample, 5, options);
  if (random() < 0.2)
    options.optional = Array.from({ length: Math.max(0, steps - 2) }, (_, k) => k + 1).filter(() => random() < 0.6);
  sample.told = [
    ['x', 'y'],
    ['p', 'q'],
  ];
  for (const event of sample.people.flat()) event.tells = [below(3), below(3)];
  options = { ...options, why: { from, to, properties: 1, last: true }, whyColumns: 2 };
  return { sample, options };
}

function rowsOf({ names, unit, took, left, open, before, after, values, next, last, lastValue }: Why): ToldWhy[] {
  const code = (name: string): number => Number(name);
  const listed = ({ start, codes }: Why['before'], row: number): number[] =>
    [...codes.subarray(start[row], start[row + 1])].map((c) => code(names[c]!));
  return [...unit].map((person, row) => {
    const [from] = [after.start[row]!];
    return {
      person,
      converted: !Number.isNaN(took[row]!),
      tookMs: took[row]!,
      leftMs: left[row]!,
      open: open[row] === 1,
      before: new Set(listed(before, row)),
      after: new Map(listed(after, row).map((name, n) => [name, after.firsts[from + n]!])),
      values: values.map(({ codes }) => codes[row]!),
      next: next[row] === 0 ? null : code(names[next[row]! - 1]!),
      last: code(names[last[row]! - 1]!),
      lastValue: lastValue!.codes[row]!,
    };
  });
}

/** As the engine does where both columns are of one property. */
const sharing = (input: KernelInput): KernelInput => ({
  ...input,
  columns: [...input.columns.slice(0, -1), input.columns.at(-2)!],
});

test('what each unit did around the first step, by the oracle: all orders, ties, attempts and switches', () => {
  const seen = { converted: 0, open: 0, before: 0, after: 0, nothing: 0 };
  for (let seed = 0; seed < 600; seed++) {
    const { sample, options } = questionOf(seed);
    const many = sample.people.length;
    const shares = seed % 5 === 0;
    if (shares) for (const event of sample.people.flat()) event.tells = [event.tells![0]!, event.tells![0]!];
    const whole = seed % 2 === 0 ? [inputOf(sample)] : [inputOf(sample, 0, 1), inputOf(sample, 1, many)];
    const parts = shares ? whole.map(sharing) : whole;
    const { lastMs } = parts[0]!;
    const { why } = parts.map((input) => run(input, options)).reduce((left, right) => kernel.merge(left, right));
    const wanted = sample.people.flatMap((_, p) => toldWhy(sample, p, options, lastMs) ?? []);
    expect(rowsOf(why!), `seed ${seed}`).toEqual(wanted);
    for (const { converted, open, before, after, next } of wanted) {
      seen.converted += Number(converted);
      seen.open += Number(open);
      seen.before += Math.min(1, before.size);
      seen.after += Math.min(1, after.size);
      seen.nothing += Number(next === null);
    }
  }
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(30);
});
