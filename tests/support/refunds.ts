import type { DroppedFile } from './drop-files.ts';
import { random } from './random.ts';

interface Row {
  who: string;
  event: 'Visit' | 'Order' | 'Support' | 'Refund';
  ms: number;
  device: string;
}

const DAY_MS = 86_400_000;
const END_MS = Date.UTC(2026, 4, 31, 18);

/** Ninety people of a shop who visit, order, ask for support and get refunds in any order, never two things at once. */
export const refundRows: readonly Row[] = (() => {
  const dice = random(77);
  const often = ['Order', 'Order', 'Refund', 'Visit'] as const;
  return Array.from({ length: 90 }, (_, p) => {
    const who = `p-${String(p + 1).padStart(2, '0')}`;
    const device = p % 3 === 0 ? 'Phone' : 'Desktop';
    const hours = new Set(Array.from({ length: 2 + dice.int(7) }, () => dice.int(40 * 24)));
    const name = () => (dice.int(10) === 0 ? 'Support' : dice.pick(often));
    return [...hours].map((hour): Row => ({ who, event: name(), ms: END_MS - hour * 3_600_000 - p * 60_000, device }));
  }).flat();
})();

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 19) + 'Z';

export const refundsCsv: DroppedFile = {
  name: 'refunds.csv',
  text: [
    'user_id,event,time,device',
    ...refundRows.map(({ who, event, ms, device }) => `${who},${event},${iso(ms)},${device}`),
    '',
  ].join('\n'),
};

/** What is asked of each person, as anybody would count it with a pencil. */
const people = [...new Set(refundRows.map(({ who }) => who))].map((id) => refundRows.filter(({ who }) => who === id));
const lastMs = Math.max(...refundRows.map(({ ms }) => ms));
const times = (rows: readonly Row[], event: Row['event']) =>
  rows.filter((row) => row.event === event).map(({ ms }) => ms);

export const orderedTwice = (rows: readonly Row[]): boolean =>
  times(rows, 'Order').filter((ms) => ms >= lastMs - 30 * DAY_MS).length >= 2;
export const neverAsked = (rows: readonly Row[]): boolean => times(rows, 'Support').length === 0;
export const refundedAfterLastOrder = (rows: readonly Row[]): boolean => {
  const last = Math.max(...times(rows, 'Order'));
  return times(rows, 'Refund').some((ms) => ms > last && ms <= last + 7 * DAY_MS);
};

export const howMany = (...asked: ((rows: readonly Row[]) => boolean)[]): number =>
  people.filter((rows) => asked.every((holds) => holds(rows))).length;
