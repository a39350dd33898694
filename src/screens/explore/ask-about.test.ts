import { expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';
import { blankTable } from '#data/setup.ts';
import { UNLINKED } from '#log/identity.ts';
import type { Segment } from '#segments/spec.ts';
import { asDocument, value } from '../../../tests/support/engine.ts';
import { comparisonOf } from './ask-about.ts';

const log = {
  setup: {
    tables: [blankTable('shop', { ids: [{ column: 'customer', kind: 'customer' }], comment: 'why' })],
    names: [],
    identity: UNLINKED,
  },
  attributes: ['plan', 'device'],
  properties: ['customer', 'device', 'why', 'amount'].map((name) => ({ name, type: 'text' as const })),
};
const left: Segment = { did: { event: 'a' } };
const analysis = {
  kind: 'compare',
  segments: [left],
  against: { not: left },
  names: ['Left', 'the rest'],
  properties: ['plan', 'device', 'amount'],
};

test.skipIf(!kinds.has('compare'))('people are compared with the rest of those that were asked about', () => {
  const of = { timezone: 'Europe/Berlin', range: { from: '2026-05-01' }, segment: { ids: ['p', 'q'] } };
  const sequence = { kind: 'sequence', pattern: { then: [{ event: 'a' }] } };
  const asked = asDocument({ sojourn: 1, title: 'Orders', unit: 'session', ...of, analysis: sequence });
  expect(value(comparisonOf(asked, left, 'Left', log, {}))).toEqual({ sojourn: 1, ...of, analysis });
  const segment = { sojourn: 1 as const, timezone: 'UTC', segment: left };
  expect(value(comparisonOf(segment, left, 'Left', log, {}))).toEqual({ sojourn: 1, timezone: 'UTC', analysis });
});

test.skipIf(!kinds.has('compare'))('no more properties than can be compared', () => {
  const attributes = Array.from({ length: 99 }, (_, i) => `a${i}`);
  const made = comparisonOf({ sojourn: 1, segment: left }, left, 'Left', { ...log, attributes }, {});
  expect(value(made).analysis).toMatchObject({ properties: attributes.slice(0, 60) });
});
