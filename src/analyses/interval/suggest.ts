import type { LogOverview } from '#log/overview.ts';
import type { IntervalSpec } from './spec.ts';

/** An event that fewer people did than this share of those who begin says little. */
const FEWEST = 0.1;
/** An event that begins is done by this share of the most at least. */
const MANY = 0.5;

/**
 * How long it is from what people come to first to what they come to last, of events that many do; where nothing comes
 * after anything, from one event of each to the next.
 */
export function suggest({ events, eventNames }: LogOverview): IntervalSpec | null {
  if (events === 0) return null;
  const most = Math.max(...eventNames.map(({ people }) => people));
  const inOrder = eventNames.filter(({ name }) => name !== '').sort((a, b) => a.meanPlace - b.meanPlace);
  const first = inOrder.find(({ people }) => people >= MANY * most);
  const last = first && inOrder.findLast(({ people }) => people >= FEWEST * first.people);
  if (!first || !last || last.meanPlace <= first.meanPlace)
    return { kind: 'interval', from: { event: null }, to: { event: null }, each: 'all' };
  return { kind: 'interval', from: { event: first.name }, to: { event: last.name } };
}
