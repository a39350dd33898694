import { expect, it } from 'vitest';
import { IN_SEGMENT, NOT_IN_SEGMENT } from '#log/shard.ts';
import type { Segment } from '#segments/spec.ts';
import { groupName, groupPhrase, segmentPhrase, seriesName } from './group-names.ts';

const pay: Segment = { did: { event: 'Pay' } };
const saved = [{ name: 'Payers', segment: pay }];
const view: Segment = { did: { event: 'View' } };

it('calls a group by its values', () => {
  const by = { property: ['device', 'city'] };
  expect(groupName('Phone', { property: 'device' }, [])).toBe('Phone');
  expect(groupName(null, { property: 'device' }, [])).toBe('no value');
  expect(groupName(['Phone', null], by, [])).toBe('Phone · no value');
  expect(groupName('$other', by, [])).toBe('others');
  expect(groupPhrase(['Phone', null], by, [])).toBe('with device Phone and without city');
  expect(groupPhrase(['Phone', 'Bern'], by, [])).toBe('with device Phone and city Bern');
  expect(groupPhrase([null, null], by, [])).toBe('without device and city');
});

it('calls those in a segment and those who are not by its name, where it has one', () => {
  const names = (segment: Segment) => [IN_SEGMENT, NOT_IN_SEGMENT].map((value) => groupName(value, { segment }, saved));
  expect(names(pay)).toEqual(['Payers', 'Not Payers']);
  expect(names(view)).toEqual(['People who did View', 'Everybody else']);
  expect(groupPhrase(NOT_IN_SEGMENT, { segment: pay }, saved)).toBe('not in “Payers”');
  expect(segmentPhrase(view, saved)).toBe('who did View');
  expect(segmentPhrase({ not: view }, saved)).toBe('not among those who did View');
});

it('calls everybody else so only beside those they are not', () => {
  expect(seriesName({ not: view }, [view, { not: view }], saved)).toBe('Everybody else');
  expect(seriesName({ not: view }, [pay, { not: view }], saved)).toBe('People who did not do View');
  expect(seriesName({ not: pay }, [pay, { not: pay }], saved)).toBe('Not Payers');
});
