import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { toldWhy, type ToldWhy } from './oracle-why.ts';
import { peopleOfWhy } from './result-why-people.ts';
import { whyResult, type GoesWith, type Trait } from './result-why.ts';
import { inputOf, mulberry32, plain, run, sampleOf, type Sample } from './sample.ts';
import type { FunnelWhy } from './spec-why.ts';
import type { FunnelSpec } from './spec.ts';

const VALUES = ['x', 'y'];
const spec: FunnelSpec = { kind: 'funnel', steps: [{ event: '0' }, { event: '1' }] };

function questionOf(seed: number): { sample: Sample; asked: FunnelWhy; options: ReturnType<typeof plain> } {
  const random = mulberry32(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const shape = { people: 120, events: 10, names: 5, instants: 8, steps: 2, overlap: 0, rules: 0, where: 0.2 };
  const sample: Sample = { ...sampleOf(random, shape), names: [[0], [1]], told: [VALUES, ['p', 'q', 'r']] };
  for (const event of sample.people.flat()) event.tells = [below(3), below(4)];
  const asked: FunnelWhy = {
    from: 0,
    to: 1,
    properties: ['device'],
    last: 'page',
    minimum: [1, 10][seed % 2]!,
    ...(random() < 0.5 && { after: { n: 1 + below(3), unit: 'second' } }),
    ...(random() < 0.3 && { open: true }),
  };
  const options = {
    ...plain(2),
    windowMs: [3000, Infinity][below(2)]!,
    why: { from: 0, to: 1, properties: 1, last: true },
    whyColumns: 2,
  };
  return { sample, asked, options };
}

/** By the help: who is compared, and who of them is still there so long after the first step. */
function sides(all: ToldWhy[], { after, open: asksAll }: FunnelWhy) {
  const compared = all.filter(({ open }) => asksAll === true || !open);
  const times = compared.filter(({ converted }) => converted).map(({ tookMs }) => tookMs);
  const look = after
    ? after.n * 1000
    : Math.min(...times.filter((ms) => 2 * times.filter((other) => other <= ms).length >= times.length));
  const still = compared.filter(
    ({ converted, tookMs, leftMs }) => look < Infinity && !(converted && tookMs <= look) && leftMs >= look,
  );
  return { compared, still, look };
}

const has = ({ before, after, values }: ToldWhy, trait: Trait, look: number): boolean => {
  if ('property' in trait) return (VALUES[values[0]! - 1] ?? null) === trait.value;
  const code = Number(trait.event);
  return trait.when === 'before' ? before.has(code) : (after.get(code) ?? Infinity) <= look;
};

const traits: Trait[] = [
  ...[0, 1, 2, 3, 4].flatMap((code): Trait[] => [
    { event: `${code}`, when: 'before' },
    { event: `${code}`, when: 'after' },
  ]),
  ...[null, ...VALUES].map((value): Trait => ({ property: 'device', value })),
];

/** Four cells, and everything that follows from them by the formulas of a textbook; null = not compared. */
function table(people: ToldWhy[], is: (one: ToldWhy) => boolean, minimum: number) {
  const count = (having: boolean, converted: boolean): number =>
    people.filter((one) => is(one) === having && one.converted === converted).length;
  const [a, b, c, d] = [count(true, true), count(true, false), count(false, true), count(false, false)];
  const n = a + b + c + d;
  const expected = [(a + b) * (a + c), (a + b) * (b + d), (c + d) * (a + c), (c + d) * (b + d)].map((x) => x / n);
  if (a + b < minimum || c + d < minimum || !(Math.min(...expected) >= 5)) return null;
  const [e, f, g, h] = [a, b, c, d].map((x) => ([a, b, c, d].includes(0) ? x + 0.5 : x)) as [
    number,
    number,
    number,
    number,
  ];
  return {
    cells: [a, b, c, d],
    chi2: (n * (a * d - b * c) ** 2) / ((a + b) * (c + d) * (a + c) * (b + d)),
    ratio: (e * h) / (f * g),
    low: Math.exp(Math.log((e * h) / (f * g)) - 1.959964 * Math.sqrt(1 / e + 1 / f + 1 / g + 1 / h)),
  };
}

const sameTrait = (one: Trait, other: Trait): boolean =>
  'event' in one
    ? 'event' in other && one.event === other.event && one.when === other.when
    : 'property' in other && one.value === other.value;

const people = (why: Parameters<typeof peopleOfWhy>[0], asked: FunnelWhy, pointer: object): number[] => {
  const problems: Problem[] = [];
  const found = peopleOfWhy(why, Fields.of({ why: pointer }, '', problems)!, { ...spec, why: asked });
  expect(problems).toEqual([]);
  return [...found!];
};

test('counts, ratios, tests and the people behind them, by the formulas on everybody looked at one by one', () => {
  let compared = 0;
  for (let seed = 0; seed < 24; seed++) {
    const { sample, asked, options } = questionOf(seed);
    const input = inputOf(sample);
    const { why } = run(input, options);
    const all = sample.people.flatMap((_, p) => toldWhy(sample, p, options, input.lastMs) ?? []);
    const side = sides(all, asked);
    const result = whyResult(why!, asked, spec);
    expect([result.units, result.converted, result.open]).toEqual([
      side.compared.length,
      side.compared.filter(({ converted }) => converted).length,
      all.filter(({ open }) => open).length,
    ]);
    expect(result.afterSeconds).toBe(side.look === Infinity ? null : side.look / 1000);
    let tooFew = 0;
    const wanted = traits.flatMap((trait) => {
      const base = 'when' in trait && trait.when === 'after' ? side.still : side.compared;
      const is = (one: ToldWhy): boolean => has(one, trait, side.look);
      const told = table(base, is, asked.minimum!);
      if (!told && base.some(is)) tooFew++;
      return told ? [{ trait, told, base, is }] : [];
    });
    expect(result.tested, `seed ${seed}`).toBe(wanted.length);
    expect(result.tooFew).toBe(tooFew);
    for (const { trait, told, base, is } of wanted) {
      const row = result.goesWith.find((each) => sameTrait(each, trait))!;
      expect([row.with.converted, row.with.units - row.with.converted]).toEqual(told.cells.slice(0, 2));
      expect([row.without.converted, row.without.units - row.without.converted]).toEqual(told.cells.slice(2));
      expect(row.oddsRatio).toBeCloseTo(told.ratio, 9);
      expect(row.oddsInterval[0] / told.low).toBeCloseTo(1, 5);
      // the test of the table with one degree of freedom: a square of a normal variable
      const z = Math.sqrt(told.chi2);
      expect(row.p).toBeCloseTo(1 - 2 * simpson(z), 6);
      for (const converted of [true, false])
        expect(people(why!, asked, { ...trait, converted })).toEqual(
          base.filter((one) => is(one) && one.converted === converted).map(({ person }) => person),
        );
    }
    const bh = result.goesWith.map(({ p }) => p).sort((x, y) => x - y);
    for (const { p, q } of result.goesWith)
      expect(q).toBeCloseTo(Math.min(...bh.flatMap((each, i) => (each >= p ? [(each * bh.length) / (i + 1)] : []))), 9);
    compared += wanted.length;
  }
  expect(compared).toBeGreaterThan(60);
});

/** Of a standard normal variable the probability of lying between 0 and z. */
function simpson(z: number): number {
  const n = 400;
  const at = (i: number): number =>
    Math.exp(-(((i * z) / n) ** 2) / 2) * (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2);
  return (
    ((z / n / 3) * Array.from({ length: n + 1 }, (_, i) => at(i)).reduce((sum, x) => sum + x)) / Math.sqrt(2 * Math.PI)
  );
}

test('what the dropped did instead adds up to all of them, and its people are theirs', () => {
  for (let seed = 100; seed < 110; seed++) {
    const { sample, asked, options } = questionOf(seed);
    const input = inputOf(sample);
    const { why } = run(input, options);
    const all = sample.people.flatMap((_, p) => toldWhy(sample, p, options, input.lastMs) ?? []);
    const dropped = sides(all, asked).compared.filter(({ converted }) => !converted);
    const { instead } = whyResult(why!, asked, spec);
    expect(instead.units).toBe(dropped.length);
    const pages = ['p', 'q', 'r'];
    const lists = [
      instead.next.map(({ event, units }) => ({ pointer: { next: event }, of: event, units })),
      instead.last.map(({ event, units }) => ({ pointer: { last: event }, of: event, units })),
      instead.lastValues!.listed.map(({ value, units }) => ({ pointer: { lastValue: value }, of: value, units })),
    ];
    const theirs = [
      ({ next }: ToldWhy) => (next === null ? null : `${next}`),
      ({ last }: ToldWhy) => `${last}`,
      ({ lastValue }: ToldWhy) => pages[lastValue - 1] ?? null,
    ];
    lists.forEach((list, n) => {
      expect(list.reduce((sum, { units }) => sum + units, 0)).toBe(dropped.length);
      expect(list.map(({ units }) => units)).toEqual(list.map(({ units }) => units).sort((x, y) => y - x));
      for (const { pointer, of, units } of list) {
        const wanted = dropped.filter((one) => theirs[n]!(one) === of).map(({ person }) => person);
        expect(people(why!, asked, pointer), JSON.stringify({ seed, pointer })).toEqual(wanted);
        expect(units).toBe(wanted.length);
      }
    });
  }
});

/** Everybody wanders at the same pace; who converts does so after a while of their own, whatever they did. */
function wanderers(seed: number): Sample {
  const random = mulberry32(seed);
  const wait = (mean: number): number => -mean * Math.log(1 - random());
  const people = Array.from({ length: 200 }, () => {
    const events = [{ code: 0, t: 0 }];
    for (let t = wait(1000); t < 6000; t += wait(1000)) events.push({ code: 2, t });
    if (random() < 0.5) events.push({ code: 1, t: Math.min(5999, wait(1500)) });
    return events.sort((a, b) => a.t - b.t).map((event) => ({ ...event, passes: [true, true], exists: true }));
  });
  const span = { fromMs: -Infinity, toMs: Infinity };
  return { people, names: [[0], [1]], ruled: [false, false], where: false, span };
}

test('who drops has more time to do things, and that alone goes with nothing', () => {
  const options = { ...plain(2), why: { from: 0, to: 1, properties: 0, last: false } };
  let fair = 0;
  let naive = 0;
  const rounds = 40;
  for (let seed = 0; seed < rounds; seed++) {
    const { why } = run(inputOf(wanderers(seed)), options);
    const [row] = whyResult(why!, { from: 0, to: 1 }, spec).goesWith as [GoesWith];
    if (row.p < 0.05) fair++;
    // the same without a common look: what each did until they converted or the log ended
    const did = { converted: 0, dropped: 0 };
    why!.took.forEach(
      (ms, i) => (did[Number.isNaN(ms) ? 'dropped' : 'converted'] += why!.after.start[i + 1]! - why!.after.start[i]!),
    );
    if (did.converted < 0.8 * did.dropped) naive++;
  }
  expect(naive / rounds).toBeGreaterThan(0.9);
  expect(fair / rounds).toBeLessThan(0.1);
});

test('in strict, and with so many events allowed between, nothing behind the first step is compared', () => {
  const { sample, asked } = questionOf(1);
  for (const strict of [true, false]) {
    const switches = strict ? { order: 'strict' as const } : { windowEvents: 2 };
    const options = { ...plain(2), ...switches, why: { from: 0, to: 1, properties: 1, last: true }, whyColumns: 2 };
    const { why } = run(inputOf(sample), options);
    const result = whyResult(why!, asked, { ...spec, ...switches });
    expect([result.afterSeconds, result.still]).toEqual([null, null]);
    expect(result.goesWith.some((row) => 'when' in row && row.when === 'after')).toBe(false);
    expect(people(why!, asked, { event: '2', when: 'after', converted: false })).toEqual([]);
  }
});

test('a pointer to what is not asked is a problem', () => {
  const { sample, asked, options } = questionOf(1);
  const { why } = run(inputOf(sample), options);
  const codes = (pointer: unknown, of = why): string[] => {
    const problems: Problem[] = [];
    peopleOfWhy(of, Fields.of({ why: pointer }, '', problems)!, { ...spec, why: asked });
    return problems.map(({ code }) => code);
  };
  expect(codes({ property: 'plan' })).toEqual(['funnel/pointer']);
  expect(codes({})).toEqual(['funnel/pointer']);
  expect(codes({ next: '2', nonsense: 1 })).toHaveLength(1);
  expect(codes({ converted: true }, null)).toEqual(['funnel/pointer']);
});
