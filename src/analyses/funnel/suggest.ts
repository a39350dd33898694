import type { LogOverview } from '#log/overview.ts';
import type { FunnelSpec } from './spec.ts';

/** A step that fewer people did than this share says little. */
const FEWEST = 0.02;
/** A step may lose at most so much against the one before, or the figure is one bar. */
const STEEPEST = 0.1;
/** An event of nearly everybody that comes again and again is a heartbeat, not a step. */
const NEARLY_ALL = 0.98;
const HEARTBEAT = 8;
const MOST = 5;
/** One more is looked for: a first step that everybody takes is then left out, as it loses nobody. */
const FOUND = MOST + 1;

/**
 * A first funnel of 3 to 5 steps: event names in the order in which people come to them, each done by fewer than the
 * one before. Of all such lists the longest, of these the one that most people finish. Null where fewer than two fit.
 */
export function suggest({ eventNames, people }: LogOverview): FunnelSpec | null {
  const names = eventNames
    .filter((event) => event.name !== '' && event.people >= Math.max(2, FEWEST * people))
    .filter((event) => !(event.people > NEARLY_ALL * people && event.events > HEARTBEAT * event.people))
    .sort((a, b) => a.meanPlace - b.meanPlace || b.people - a.people || (a.name < b.name ? -1 : 1))
    .slice(0, 200);
  // best[i][n]: the list of n + 1 steps that ends at i, by the place of the one before
  const best = names.map(() => [-1]);
  let from = -1;
  let length = 0;
  names.forEach((event, i) => {
    for (let j = 0; j < i; j++) {
      const before = names[j]!;
      if (before.meanPlace >= event.meanPlace || before.people <= event.people) continue;
      if (event.people < STEEPEST * before.people) continue;
      best[j]!.slice(0, FOUND - 1).forEach((_, n) => {
        const known = best[i]![n + 1];
        if (known === undefined || names[known]!.people < before.people) best[i]![n + 1] = j;
      });
    }
    const reach = best[i]!.length;
    if (reach > length || (reach === length && event.people > names[from]!.people)) [from, length] = [i, reach];
  });
  if (length < 2) return null;
  const list: typeof names = [];
  for (let i = from, n = length - 1; n >= 0; i = best[i]![n]!, n--) list.unshift(names[i]!);
  const steps = list[0]!.people > NEARLY_ALL * people ? list.slice(-MOST) : list.slice(0, MOST);
  return { kind: 'funnel', steps: steps.map(({ name }) => ({ event: name })) };
}
