import { expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';
import type { Segment } from '#segments/spec.ts';
import type { Json } from '#vocabulary/fields.ts';
import { asDocument, startEngine, value } from '../tests/support/engine.ts';
import { random } from '../tests/support/random.ts';

const HOUR_MS = 3_600_000;
const NAMES = ['View', 'Order', 'Refund'];
const GROUPS = ['in segment', 'not in segment'];

const engine = startEngine();
const order = { event: 'Order' };
const SEGMENTS: Segment[] = [
  { did: order, times: { op: 'gte', value: 2 } },
  { person: { property: 'word', op: 'is', value: 'tea' } },
  { any: [{ ids: ['u1', 'u4'] }, { sequence: { then: [{ event: 'View' }, order] } }] },
  { all: [] },
];
const KINDS: { kind: string; [option: string]: Json }[] = [
  { kind: 'funnel', steps: NAMES.map((event) => ({ event })), window: { n: 2, unit: 'day' } },
  { kind: 'retention', start: { event: 'View' }, return: order, period: 'day', periods: 4 },
];
/** What is told of each group, and where to find the people behind its numbers. */
const TOLD: Record<string, { of: (table: never) => unknown; pointers: Json[] }> = {
  funnel: {
    // what ties decide is told of everybody only
    of: ({ steps }: { steps: { ties?: unknown }[] }) => steps.map((step) => ({ ...step, ties: undefined })),
    pointers: [{ step: 0 }, { step: 1 }, { step: 1, dropped: true }, { step: 2 }],
  },
  retention: {
    of: ({ cohorts, mean }: { cohorts: unknown; mean: unknown }) => ({ cohorts, mean }),
    pointers: [
      { cohort: '2024-03-04', period: 0 },
      { cohort: '2024-03-05', period: 1 },
    ],
  },
};

const cases = KINDS.filter(({ kind }) => kinds.has(kind)).flatMap((analysis) =>
  ['person', 'session'].map((unit) => [analysis.kind, unit, analysis] as const),
);

test.each(cases)(
  'a %s of each %s broken down by a segment is that of its people and of the others',
  async (kind, unit, analysis) => {
    const { int, pick } = random(71);
    const { of, pointers } = TOLD[kind]!;
    const told = of as (table: unknown) => unknown;
    for (let n = 0; n < 15; n++) {
      const events = Array.from({ length: 20 + int(60) }, () => ({
        user: `u${int(8)}`,
        event: pick(NAMES),
        time: Date.UTC(2024, 2, 4) + int(40) * 3 * HOUR_MS,
        props: { word: pick(['', 'tea', 'coffee']) },
      }));
      value(await engine.openEvents(events, 1));
      for (const segment of SEGMENTS) {
        const asked = (more: object, envelope: object = {}) =>
          asDocument({
            sojourn: 1,
            unit,
            sessions: { gap: { n: 12, unit: 'hour' } },
            ...envelope,
            analysis: { ...analysis, ...more },
          });
        const document = asked({ breakdown: { segment } });
        const { breakdown } = value(await engine.run(document, 1)) as unknown as { breakdown: { value: string }[] };
        const alone = [segment, { not: segment }].map((people) => asked({}, { segment: people }));
        const at = JSON.stringify({ segment, events });
        for (const [g, name] of GROUPS.entries()) {
          const group = breakdown.find((each) => each.value === name);
          const result = value(await engine.run(alone[g]!, 1));
          // a group without anybody is not listed
          if (!group) {
            for (const pointer of pointers)
              expect(value(await engine.ids(alone[g]!, pointer as Record<string, Json>, 1)), at).toEqual([]);
            continue;
          }
          expect(told(group), at).toEqual(told(result));
          for (const pointer of pointers) {
            const ids = await engine.ids(document, { ...(pointer as Record<string, Json>), value: name }, 1);
            expect(value(ids), at).toEqual(value(await engine.ids(alone[g]!, pointer as Record<string, Json>, 1)));
          }
        }
        expect(breakdown.map((each) => each.value)).toEqual(
          GROUPS.filter((name) => breakdown.some((each) => each.value === name)),
        );
      }
    }
  },
  30_000,
);
