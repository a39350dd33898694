import { expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';
import type { AnalysisDocument } from '#document/document.ts';
import { parseDocument } from '#document/parse.ts';
import type { LogOverview } from '#log/overview.ts';
import type { Segment } from '#segments/spec.ts';
import { asDocument, value } from '../../../tests/support/engine.ts';
import { leadsOf, questionsOfPeople } from './leads.ts';

const named = (name: string, people: number, meanPlace: number) => ({ name, events: people, people, meanPlace });
const overview: LogOverview = {
  people: 10,
  events: 30,
  firstMs: 0,
  lastMs: 1e9,
  eventNames: [named('a', 10, 0), named('b', 6, 1), named('c', 4, 2)],
  daily: [],
};
const steps = [{ event: 'a' }, { event: 'b' }, { event: 'c' }];
const funnel = asDocument({
  sojourn: 1,
  title: 'Orders',
  timezone: 'Europe/Berlin',
  range: { from: '2026-05-01' },
  analysis: { kind: 'funnel', steps },
});

/** What a button would ask, as a document that is read again. */
function asked(lead: { ask: () => void }, seen: AnalysisDocument[]): AnalysisDocument {
  lead.ask();
  return value(parseDocument(seen.pop()!));
}

const has = (...names: string[]) => names.every((name) => kinds.has(name));

test.skipIf(!has('funnel', 'paths'))('a drop of a funnel leads to the paths of who went on against who left', () => {
  const seen: AnalysisDocument[] = [];
  const { ofNumbers } = leadsOf(
    funnel,
    overview,
    (segment) => segment,
    (next) => seen.push(next),
  );
  const numbers = [
    { pointer: { step: 1 }, name: 'Went on' },
    { pointer: { step: 1, dropped: true }, name: 'Left' },
  ];
  const leads = ofNumbers(numbers, { step: 0 });
  expect(leads.map(({ kind }) => kind)).not.toContain('funnel');
  expect(
    asked(
      leads.find(({ kind }) => kind === 'paths')!,
      seen,
    ),
  ).toMatchObject({
    sojourn: 1,
    timezone: 'Europe/Berlin',
    range: { from: '2026-05-01' },
    segment: { funnel, reached: 0 },
    analysis: {
      kind: 'paths',
      compare: {
        segments: [
          { funnel, reached: 1 },
          { funnel, dropped: 1 },
        ],
        names: ['Went on', 'Left'],
      },
    },
  });
  const whole = ofNumbers([{ pointer: { step: 2 }, name: 'Converted' }], { step: 0 });
  const document = asked(
    whole.find(({ kind }) => kind === 'paths')!,
    seen,
  );
  expect(document).not.toHaveProperty('title');
  expect(document.analysis).toMatchObject({ compare: { segments: [{ funnel, reached: 2 }] } });
});

test.skipIf(!has('funnel', 'paths'))('steps of a path lead to a funnel, one alone to none', () => {
  const seen: AnalysisDocument[] = [];
  const paths = asDocument({ sojourn: 1, unit: 'session', analysis: { kind: 'paths' } });
  const { ofSteps } = leadsOf(
    paths,
    overview,
    (segment) => segment,
    (next) => seen.push(next),
  );
  const lead = ofSteps(steps.slice(0, 2)).find(({ kind }) => kind === 'funnel')!;
  expect(asked(lead, seen)).toEqual({
    sojourn: 1,
    unit: 'session',
    analysis: { kind: 'funnel', steps: steps.slice(0, 2) },
  });
  expect(ofSteps(steps.slice(0, 1)).map(({ kind }) => kind)).not.toContain('funnel');
});

test.skipIf(!has('funnel'))('values of a property are no people to tell apart', () => {
  const values = { ...funnel, unit: { property: 'order' } };
  const never = (segment: Segment): Segment => segment;
  expect(leadsOf(values, overview, never, () => undefined).ofNumbers([{ pointer: { step: 1 }, name: 'x' }])).toEqual(
    [],
  );
});

test('what can be asked of some people alone is a question that can be read', () => {
  for (const { kind, analysis } of questionsOfPeople(overview)) {
    const document = value(parseDocument({ sojourn: 1, segment: { ids: ['u'] }, analysis }));
    expect(document.analysis.kind).toBe(kind.kind);
  }
});
