import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import { kernel } from './kernel.ts';
import funnel from './index.ts';
import { told, toldAttempts, type Moment } from './oracle.ts';
import { LAB_DIFFERS } from './result-lab.ts';
import { finish, people } from './result.ts';
import { inputOf, momentsOf, mulberry32, run, sampleOf, type Sample } from './sample.ts';
import { parseFunnel, type FunnelSpec } from './spec.ts';
import { optionsOf, type FunnelOptions } from './switches.ts';

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const STEPS = 3;
/** Instants on both sides of every grace and window that presets have. */
const INSTANTS = [0, 1, 2, 3].map((n) => n * SECOND).concat([DAY, DAY + SECOND, 6 * DAY, 8 * DAY, 15 * DAY, 16 * DAY]);
const PRESETS = ['sojourn', 'posthog', 'mixpanel', 'amplitude', 'ga4', 'clickhouse'] as const;

/** What each cause switches, as the help says it. */
const RULES: Record<string, (keyof FunnelOptions)[]> = {
  window: ['windowMs', 'windowFrom'],
  ties: ['ties', 'graceMs'],
  reentry: ['attempt'],
  exclusion: ['excluded'],
  rangeEnd: ['lateSteps'],
  reuse: ['reuse'],
};

type Question = Record<string, unknown>;

function parsed(question: Question): FunnelSpec | null {
  const fields = Fields.of(question, 'analysis', [])!;
  const spec = parseFunnel(fields, () => undefined);
  fields.done();
  return spec && fields.problems.length === 0 ? spec : null;
}

function sampled(random: () => number): { sample: Sample; question: Question } {
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(...of: T[]): T => of[below(of.length)]!;
  const shape = { people: 4, events: 7, names: 3, instants: INSTANTS.length, steps: STEPS };
  const sample = sampleOf(random, { ...shape, overlap: pick(0, 0.3), rules: 0, where: 0.1 });
  for (const event of sample.people.flat()) event.t = INSTANTS[event.t / SECOND]!;
  const at = (ms: number): number => (Number.isFinite(ms) ? INSTANTS[ms / SECOND]! : ms);
  sample.span = { fromMs: at(sample.span.fromMs), toMs: at(sample.span.toMs) };
  const order = pick(undefined, undefined, undefined, 'strict', 'any');
  const some = (share: number, fields: Question): Question => (random() < share ? fields : {});
  const optional = order !== 'any' && random() < 0.2;
  const question: Question = {
    steps: Array.from({ length: STEPS }, (_, k) => ({ event: `s${k}`, ...(optional && k === 1 && { optional }) })),
    ...(order && { order }),
    ...some(0.6, { window: pick(null, { n: 2, unit: 'second' }, { n: 1, unit: 'day' }, { n: 7, unit: 'day' }) }),
    ...(order !== 'any' && { ...some(0.15, { windowFrom: 'previous' }), ...some(0.15, { windowEvents: below(3) }) }),
    ...some(0.3, { attempt: pick('first', 'latest') }),
    ...some(0.4, { ties: pick('fileOrder', 'apart') }),
    ...some(0.2, { reuse: true }),
    ...some(0.3, { lateSteps: false }),
    ...some(0.3, { excluded: 'attempt' }),
    ...some(0.15, { count: 'attempts' }),
    ...some(0.2, { preset: pick('mixpanel', 'ga4') }),
    compare: { presets: pick<unknown>(true, ['ga4', 'mixpanel']), ...some(0.5, { window: pick('same', 'own') }) },
  };
  if (random() < 0.5) {
    const from = order === 'any' ? 0 : below(STEPS - 1);
    sample.excluded = [[below(3)]];
    question.exclude = [{ event: 'x', from, to: order === 'any' ? STEPS - 1 : from + 1 }];
  }
  if (random() < 0.15) {
    sample.held = [['x', 'y']];
    for (const event of sample.people.flat()) event.holds = [below(3)];
    question.hold = ['h'];
  }
  if (random() < 0.15 && order !== 'any') {
    sample.values = [['x', 'y']];
    for (const event of sample.people.flat()) event.values = [below(3)];
    question.breakdown = { property: 'p', at: pick<unknown>('first', { step: 1 }) };
  }
  return { sample, question };
}

/** The question as a preset counts it: what is not a rule stays, and with the same window the window. */
function asPreset(question: Question, preset: string, base: FunnelOptions, window: unknown): FunnelOptions {
  const kept = ['steps', 'order', 'windowEvents', 'exclude', 'hold', 'count'];
  const plain = Object.fromEntries(kept.filter((name) => name in question).map((name) => [name, question[name]]));
  const options = optionsOf(parsed({ ...plain, ...(preset !== 'sojourn' && { preset }) })!, CONTEXT);
  return window === 'own' ? options : { ...options, windowMs: base.windowMs, windowFrom: base.windowFrom };
}

const CONTEXT = { timezone: 'UTC', weekStart: 0, span: { fromMs: -Infinity, toMs: Infinity } };

/** How often a person gets to each step. */
function fills(log: Moment[], options: FunnelOptions, span: Sample['span']): number[] {
  const ways = options.count === 'attempts' ? toldAttempts(log, options, span) : [told(log, options, span)];
  return Array.from({ length: STEPS }, (_, k) => ways.filter(({ steps }) => steps.includes(k)).length);
}

/** Who differs at which step and why, one rule after another switched. */
function expected(sample: Sample, question: Question, spec: FunnelSpec) {
  const base = optionsOf(spec, { ...CONTEXT, span: sample.span });
  const { presets, window } = question.compare as { presets: true | string[]; window?: string };
  const logs = sample.people.map((_, p) => momentsOf(sample, p));
  return (presets === true ? PRESETS : presets).map((preset) => {
    const theirs = asPreset(question, preset, base, window);
    const mixed = (from: FunnelOptions, to: FunnelOptions, rule: string): FunnelOptions => ({
      ...from,
      ...Object.fromEntries(RULES[rule]!.map((name) => [name, to[name]])),
    });
    return Array.from({ length: STEPS }, (_, k) => {
      const got = (log: Moment[], options: FunnelOptions): number => fills(log, options, sample.span)[k]!;
      const rows = logs.flatMap((log, p) => {
        const [ours, wanted] = [got(log, base), got(log, theirs)];
        if (ours === wanted) return [];
        const alone = Object.keys(RULES).filter((rule) => got(log, mixed(base, theirs, rule)) === wanted);
        const needed = Object.keys(RULES).filter((rule) => got(log, mixed(theirs, base, rule)) !== wanted);
        const cause = alone.length > 1 ? 'either' : (alone[0] ?? 'several');
        return [{ p, differs: wanted > ours ? 'gained' : 'lost', cause, rules: alone.length > 0 ? alone : needed }];
      });
      const count = (options: FunnelOptions): number => logs.reduce((sum, log) => sum + got(log, options), 0);
      return {
        count: count(theirs),
        difference: count(theirs) - count(base),
        reached: logs.flatMap((log, p) => (got(log, theirs) > 0 ? [p] : [])),
        who: rows.map(({ p, differs, cause, rules }) => `${differs} ${cause} ${rules.join()} ${p}`).sort(),
        gained: rows.flatMap(({ p, differs }) => (differs === 'gained' ? [p] : [])),
        lost: rows.flatMap(({ p, differs }) => (differs === 'lost' ? [p] : [])),
      };
    });
  });
}

function answered(sample: Sample, spec: FunnelSpec, shards: number) {
  const context = { ...CONTEXT, span: sample.span };
  const many = sample.people.length;
  const { options } = funnel.plan(spec, context);
  const partial = Array.from({ length: shards }, (_, s) =>
    run(inputOf(sample, Math.floor((s * many) / shards), Math.floor(((s + 1) * many) / shards)), options),
  ).reduce((left, right) => kernel.merge(left, right));
  const lastMs = Math.max(0, ...sample.people.flat().map(({ t }) => t));
  const { lab, compare } = finish(partial, spec, context, { people: many, events: 0, firstMs: 0, lastMs });
  const behind = (pointer: object): number[] => [...people(partial, Fields.of(pointer, '', [])!, spec)!];
  return lab!.presets.map(({ preset, steps }, i) =>
    steps.map((step, k) => {
      const [gained, lost] = LAB_DIFFERS.map((differs) => behind({ preset, step: k, differs }));
      expect([step.gained, step.lost]).toEqual([gained!.length, lost!.length]);
      const who = step.causes.flatMap(({ differs, cause, rules, count }) => {
        const found = behind({ preset, step: k, differs, cause, rules });
        expect(found).toHaveLength(count);
        return found.map((p) => `${differs} ${cause} ${rules.join()} ${p}`);
      });
      return {
        count: compare![i]!.steps[k]!.count,
        difference: step.difference,
        reached: behind({ preset, step: k }),
        who: who.sort(),
        gained,
        lost,
      };
    }),
  );
}

test('every preset, who differs by it and why, against the oracle', () => {
  const met = new Map<string, number>();
  let asked = 0;
  for (let seed = 1; seed <= 260; seed++) {
    const { sample, question } = sampled(mulberry32(seed));
    const spec = parsed(question);
    if (!spec) continue;
    asked++;
    const wanted = expected(sample, question, spec);
    for (const shards of [1, 3]) {
      const found = answered(sample, spec, shards);
      if (JSON.stringify(found) !== JSON.stringify(wanted))
        expect(found, JSON.stringify({ seed, question, sample })).toEqual(wanted);
    }
    for (const row of wanted.flat().flatMap(({ who }) => who)) {
      const cause = row.split(' ')[1]!;
      met.set(cause, (met.get(cause) ?? 0) + 1);
    }
  }
  expect(asked).toBeGreaterThan(180);
  for (const cause of [...Object.keys(RULES), 'either', 'several']) expect(met.get(cause), cause).toBeGreaterThan(0);
}, 60_000);
