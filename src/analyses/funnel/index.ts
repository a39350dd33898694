import { eventMatchText } from '#vocabulary/event-match.ts';
import type { AnalysisKind } from '../kind.ts';
import { kernel } from './kernel.ts';
import { momentsOf, type FunnelPartial } from './kernel-tally.ts';
import { finish, people, type FunnelResult } from './result.ts';
import { parseFunnel, type FunnelSpec } from './spec.ts';
import { begin } from './begin.ts';
import { suggest } from './suggest.ts';
import { labOf } from './switches-lab.ts';
import { columnsOf, needsWays, optionsOf, type FunnelOptions } from './switches.ts';

const funnel: AnalysisKind<FunnelSpec, FunnelOptions, FunnelPartial, FunnelResult> = {
  kind: 'funnel',
  label: 'Funnel',
  answers: 'who went from step to step',
  action: 'Build a funnel',
  place: 10,
  parse: parseFunnel,
  plan: (spec, context) => {
    const lab = labOf(spec, context);
    const options = {
      ...optionsOf(spec, context),
      ...(lab && { lab }),
      ...(needsWays(spec) && { ways: true as const }),
    };
    const { compare } = spec;
    return {
      matches: [...spec.steps, ...(spec.exclude ?? [])],
      columns: columnsOf(spec),
      options,
      // the breakdown is of everybody
      ...(compare &&
        'segments' in compare && {
          segments: { people: compare.segments, options: { ...options, breakdown: null, why: null } },
        }),
    };
  },
  kernel,
  finish,
  people,
  marks: (partial, person, spec) =>
    momentsOf(partial, person).map(({ timeMs, step }) => ({ timeMs, label: eventMatchText(spec.steps[step]!) })),
  suggest,
  begin,
  ofSteps: (steps) => (steps.length < 2 ? null : { kind: 'funnel', steps }),
  ofSegments: (called, overview) => {
    const spec = suggest(overview) ?? begin(overview);
    if (!spec || called.length === 0) return spec;
    return { ...spec, compare: { segments: called.map(({ segment }) => segment) } };
  },
  title: (spec) => {
    const names = spec.steps.map(eventMatchText);
    return spec.order === 'any' || names.length === 1 ? names.join(', ') : `${names[0]} → ${names.at(-1)}`;
  },
};

export default funnel;
