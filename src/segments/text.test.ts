import { describe, expect, test } from 'vitest';
import { gapText } from '#vocabulary/pattern-print.ts';
import type { Question, Segment } from './spec.ts';
import { segmentText } from './text.ts';
import { patternSentence } from './text-pattern.ts';

const day = (n: number) => ({ n, unit: 'day' as const });
const order = { event: 'Order' };
const refund = { event: 'Refund' };
const large = { property: 'amount', op: 'gt' as const, value: 100 };
const question = (document: object): Question => ({ sojourn: 1, ...document }) as Question;
const funnel = question({ analysis: { kind: 'funnel', steps: [{ event: 'Visit' }, { event: 'Pay' }] } });
const sessions = question({ ...funnel, unit: 'session' });
const anyOrder = question({ analysis: { ...funnel.analysis, order: 'any' } });
const long = question({ analysis: { kind: 'funnel', steps: ['A', 'B', 'C', 'D', 'E'].map((event) => ({ event })) } });
const retention = question({ analysis: { kind: 'retention' } });
const cell = { cohort: '2024-03-04', period: 2 };
const did = (event: string): Segment => ({ did: { event } });
const [a, b, c, d] = ['A', 'B', 'C', 'D'].map(did) as [Segment, Segment, Segment, Segment];
const plan = (op: 'is' | 'isNot', value: string | string[]): Segment => ({ person: { property: 'plan', op, value } });

/** A rule, what is said of people, and what where the rule is denied. */
const RULES: [Segment, string, string][] = [
  [{ did: order }, 'did Order', 'did not do Order'],
  [{ did: {} }, 'did anything', 'did nothing'],
  [{ did: { event: ['Order', 'Refund'] } }, 'did Order or Refund', 'did not do Order or Refund'],
  [
    { did: order, times: { op: 'gte', value: 2 }, within: { last: day(30) } },
    'did Order at least 2 times in the last 30 days',
    'did Order fewer than 2 times in the last 30 days',
  ],
  [{ did: order, times: { op: 'lte', value: 1 } }, 'did Order at most once', 'did Order more than once'],
  [{ did: order, times: { op: 'lte', value: 0 } }, 'did not do Order', 'did Order'],
  [
    { did: order, times: { op: 'is', value: 0 }, within: { last: day(1) } },
    'did not do Order in the last day',
    'did Order in the last day',
  ],
  [{ did: order, times: { op: 'is', value: 1 } }, 'did Order exactly once', 'did not do Order exactly once'],
  [{ did: order, times: { op: 'between', value: [2, 4] } }, 'did Order 2 to 4 times', 'did not do Order 2 to 4 times'],
  [{ did: order, days: true }, 'did Order', 'did not do Order'],
  [
    { did: order, times: { op: 'gte', value: 2 }, days: true, within: { firstDays: day(7) } },
    'did Order on at least 2 days within 7 days of their first event',
    'did Order on fewer than 2 days within 7 days of their first event',
  ],
  [
    { did: order, times: { op: 'is', value: 1 }, days: true },
    'did Order on exactly 1 day',
    'did not do Order on exactly 1 day',
  ],
  [
    {
      did: { ...order, where: large },
      times: { op: 'gte', value: 2 },
      within: { from: '2024-03-01', to: '2024-03-31' },
    },
    'did Order at least 2 times from 1 Mar 2024 to 31 Mar 2024 where amount is more than 100',
    'did Order fewer than 2 times from 1 Mar 2024 to 31 Mar 2024 where amount is more than 100',
  ],
  [
    { did: { ...order, first: 'matching', where: large }, within: { from: '2024-03-01', to: '2024-03-01' } },
    'did their first Order on 1 Mar 2024 where amount is more than 100',
    'did not do their first Order on 1 Mar 2024 where amount is more than 100',
  ],
  [
    { did: { ...order, name: 'Large order', where: large }, within: { from: '2024-03-01' } },
    'did Large order since 1 Mar 2024',
    'did not do Large order since 1 Mar 2024',
  ],
  [
    { did: { where: large }, within: { to: '2024-03-01' } },
    'did anything up to 1 Mar 2024 where amount is more than 100',
    'did nothing up to 1 Mar 2024 where amount is more than 100',
  ],
  [
    { did: order, within: { from: '2024-03-01', to: '2024-03-02T23:30:00+02:00' } },
    'did Order from 1 Mar 2024 to 2 Mar 2024, 21:30:00 UTC',
    'did not do Order from 1 Mar 2024 to 2 Mar 2024, 21:30:00 UTC',
  ],
  [
    { sum: 'amount', of: order, op: 'gte', value: 100, within: { last: day(30) } },
    'have a total amount of at least 100 over Order in the last 30 days',
    'have a total amount of less than 100 over Order in the last 30 days',
  ],
  [
    { sum: 'amount', of: {}, op: 'between', value: [1, 5] },
    'have a total amount of 1 to 5 over all events',
    'do not have a total amount of 1 to 5 over all events',
  ],
  [
    { sum: 'amount', of: order, op: 'is', value: 5 },
    'have a total amount of exactly 5 over Order',
    'do not have a total amount of exactly 5 over Order',
  ],
  [plan('is', 'pro'), 'have plan pro', 'do not have plan pro'],
  [plan('is', ['pro', 'team', 'free']), 'have plan pro, team, or free', 'do not have plan pro, team, or free'],
  [plan('isNot', 'pro'), 'do not have plan pro', 'have plan pro'],
  [{ person: { property: 'age', op: 'gte', value: 18 } }, 'have age at least 18', 'do not have age at least 18'],
  [
    { person: { property: 'age', op: 'between', value: [18, 30] } },
    'have age between 18 and 30',
    'do not have age between 18 and 30',
  ],
  [
    { person: { property: 'mail', op: 'notContains', value: '@x' } },
    'do not have mail containing @x',
    'have mail containing @x',
  ],
  [
    { person: { property: 'mail', op: 'endsWith', value: '.org' } },
    'have mail ending with .org',
    'do not have mail ending with .org',
  ],
  [{ person: { property: 'mail', op: 'isSet' } }, 'have any mail', 'have no mail'],
  [{ person: { property: 'mail', op: 'isNotSet' } }, 'have no mail', 'have any mail'],
  [
    { person: { property: 'channel', op: 'is', value: 'Mail' }, at: 'first' },
    'first had channel Mail',
    'did not first have channel Mail',
  ],
  [
    { sequence: { then: [order, { any: '*' }, refund] }, within: day(7) },
    'did Order and then Refund within 7 days',
    'did not do Order and then Refund within 7 days',
  ],
  [{ funnel, reached: 1 }, 'reached “Pay” of the funnel Visit → Pay', 'did not reach “Pay” of the funnel Visit → Pay'],
  [
    { funnel, dropped: 1 },
    'left the funnel Visit → Pay before “Pay”',
    'did not leave the funnel Visit → Pay before “Pay”',
  ],
  [
    { funnel: long, reached: 2 },
    'reached “C” of the funnel A → B → … → E',
    'did not reach “C” of the funnel A → B → … → E',
  ],
  [
    { funnel: sessions, reached: 1 },
    'reached “Pay” of the funnel Visit → Pay in a session',
    'did not reach “Pay” of the funnel Visit → Pay in a session',
  ],
  [
    { funnel: anyOrder, reached: 1 },
    'did at least 2 of the steps Visit, Pay',
    'did fewer than 2 of the steps Visit, Pay',
  ],
  [
    { funnel: anyOrder, dropped: 1 },
    'did 1 and not 2 of the steps Visit, Pay',
    'did not stop after 1 of the steps Visit, Pay',
  ],
  [
    { behind: retention, pointer: cell },
    'are behind “cohort 4 Mar 2024, period 2” of a retention',
    'are not behind “cohort 4 Mar 2024, period 2” of a retention',
  ],
  [
    { behind: question({ ...retention, title: 'Who comes back' }), pointer: { ...cell, value: null } },
    'are behind “cohort 4 Mar 2024, period 2, value missing” of “Who comes back”',
    'are not behind “cohort 4 Mar 2024, period 2, value missing” of “Who comes back”',
  ],
  [
    { behind: funnel, pointer: { step: 1, dropped: true, value: ['Phone', null] } },
    'left the funnel Visit → Pay before “Pay” (value Phone · missing)',
    'did not leave the funnel Visit → Pay before “Pay” (value Phone · missing)',
  ],
  [
    { behind: funnel, pointer: { decidedByTies: true } },
    'are behind “decided by ties” of a funnel',
    'are not behind “decided by ties” of a funnel',
  ],
  [
    { behind: question({ analysis: { kind: 'sequence' } }), pointer: { matched: false } },
    'are behind “not matched” of a sequence',
    'are not behind “not matched” of a sequence',
  ],
  [{ lifecycle: 'active' }, 'are active', 'are not active'],
  [
    { lifecycle: 'churned', asOf: '2024-02-29', silentAfter: day(7), churnedAfter: day(30) },
    'are churned as of 29 Feb 2024 (silent after 7 days, churned after 30 days)',
    'are not churned as of 29 Feb 2024 (silent after 7 days, churned after 30 days)',
  ],
  [{ ids: ['ada'] }, 'are ada', 'are not ada'],
  [{ ids: ['ada', 'bob', 'cleo'] }, 'are ada, bob, or cleo', 'are not ada, bob, or cleo'],
  [{ ids: ['1', '2', '3', '4'] }, 'are one of 4 ids', 'are none of 4 ids'],
  [{ ids: [] }, 'are nobody', 'are anybody'],
  [{ saved: 'Loyal' }, 'are in “Loyal”', 'are not in “Loyal”'],
  [{ all: [] }, 'are anybody', 'are nobody'],
  [{ any: [] }, 'are nobody', 'are anybody'],
  [{ all: [a] }, 'did A', 'did not do A'],
  [{ all: [a, b] }, 'did A and did B', 'did not do A or did not do B'],
  [{ any: [a, { not: b }] }, 'did A or did not do B', 'did not do A and did B'],
  [{ all: [a, b, c] }, 'did A, did B, and did C', 'did not do A, did not do B, or did not do C'],
  [
    { all: [a, { any: [b, c] }] },
    'did A, and either did B or did C',
    'did not do A, or both did not do B and did not do C',
  ],
  [{ all: [a, { all: [b, { any: [c] }] }] }, 'did A, did B, and did C', 'did not do A, did not do B, or did not do C'],
  [
    { any: [{ all: [a, b, c] }, d] },
    '(did A, did B, and did C), or did D',
    '(did not do A, did not do B, or did not do C), and did not do D',
  ],
  [
    { all: [a, { any: [b, { all: [c, d] }] }] },
    'did A, and either did B, or (did C and did D)',
    'did not do A, or both did not do B, and (did not do C or did not do D)',
  ],
];

test.each(RULES)('people who %j', (rule, yes, no) => {
  expect(segmentText(rule)).toBe(yes);
  expect(segmentText({ not: rule })).toBe(no);
  expect(segmentText({ not: { not: rule } })).toBe(yes);
});

test('several rules are one sentence', () => {
  const often: Segment = { did: order, times: { op: 'gte', value: 2 }, within: { last: day(30) } };
  const returned: Segment = { sequence: { then: [order, { any: '*' }, refund] }, within: day(7) };
  expect(segmentText({ all: [often, { not: did('Support') }, returned] })).toBe(
    'did Order at least 2 times in the last 30 days, did not do Support, and did Order and then Refund within 7 days',
  );
  expect(segmentText({ all: [returned, did('Support')] })).toBe(
    'did Order and then Refund within 7 days, and did Support',
  );
});

describe('a pattern', () => {
  const view = { event: 'View' };
  const [any, one] = [{ any: '*' as const }, { any: '.' as const }];
  const gap = (op: 'lte' | 'gt', seconds: number) => ({ gap: { op, seconds } });
  test.each([
    [[order], 'Order'],
    [[any], 'anything'],
    [[any, order, any], 'Order'],
    [[order, refund], 'Order and right after it Refund'],
    [[view, any, order, refund], 'View, then Order, right after it Refund'],
    [[view, one, order], 'View, right after it any one event, right after it Order'],
    [[view, gap('lte', 3600), order], 'View and at most 1 hour later Order'],
    [[view, any, order, gap('gt', 90), refund], 'View, then Order, more than 90 seconds later Refund'],
    [[view, { not: refund }, order], 'View and then Order without Refund in between'],
    [[order, { not: refund }], 'Order not followed by Refund'],
    [[view, any, order, { not: refund }], 'View and then Order, not followed by Refund'],
    [[{ ...order, where: large }, any, { event: ['A', 'B'] }], 'Order where amount is more than 100 and then A or B'],
  ])('%j', (then, text) => {
    expect(patternSentence({ then })).toBe(text);
  });

  test('has its time at the end', () => {
    expect(patternSentence({ then: [order, { not: refund }] }, day(7))).toBe(
      'Order not followed by Refund within 7 days',
    );
    expect(patternSentence({ then: [view, any, order, { not: refund }] }, day(7))).toBe(
      'View and then Order, not followed by Refund, within 7 days',
    );
  });

  test('bounds times in units that fit', () => {
    expect([30, 60, 90, 7200, 172_800, 0.5].map((seconds) => gapText({ op: 'is', seconds }))).toEqual([
      'exactly 30 seconds',
      'exactly 1 minute',
      'exactly 90 seconds',
      'exactly 2 hours',
      'exactly 2 days',
      'exactly 0.5 seconds',
    ]);
  });
});
