import { expect, test } from 'vitest';
import type { SegmentDocument } from './document.ts';
import { documentToFragment, fitsLink, fragmentToDocument } from './link.ts';

const segment: SegmentDocument = {
  sojourn: 1,
  title: '只下单一次 → left',
  timezone: 'Europe/Berlin',
  segment: { all: [{ did: { event: 'Order' } }, { not: { did: { event: 'Ask support' } } }] },
};

test('a rule on people comes out of its link as it went in', () => {
  expect(fragmentToDocument(documentToFragment(segment))).toEqual({ ok: true, value: segment });
});

test('a link that names a saved segment, is too long or was cut is refused', () => {
  const codeOf = (fragment: string) => {
    const outcome = fragmentToDocument(fragment);
    return outcome.ok ? null : outcome.problems[0]!.code;
  };
  expect(codeOf(documentToFragment({ sojourn: 1, segment: { saved: 'Loyal' } }))).toBe('segment/unknown');
  const ids = Array.from({ length: 6_000 }, (_, i) => `person-${i}`);
  const long = documentToFragment({ sojourn: 1, segment: { ids } });
  expect(fitsLink(long)).toBe(false);
  expect(codeOf(long)).toBe('document/longLink');
  expect(codeOf(documentToFragment(segment).slice(0, -9))).toBe('document/brokenLink');
  expect(codeOf('#nothing')).toBe('document/noLink');
});
