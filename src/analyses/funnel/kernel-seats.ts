import { firstAtLeast, type Journey } from './kernel-journey.ts';
import type { Way } from './kernel-way.ts';

/**
 * Names the event that fills each step where the way only knows the instant: of all that could, the first of the file,
 * the first step choosing first. `reuse`: one event may fill several.
 */
export function seat(way: Way, journey: Journey, reuse: boolean): void {
  const { time } = way;
  for (let k = 0; k < way.depth;) {
    const steps = [k];
    for (k++; k < way.depth && (Number.isNaN(time[k]!) || time[k] === time[steps[0]!]); k++)
      if (!Number.isNaN(time[k]!)) steps.push(k);
    const events: number[] = [];
    const begin = firstAtLeast(journey.time, journey.length, time[steps[0]!]!);
    for (let i = begin; i < journey.length && journey.time[i] === time[steps[0]!]; i++) events.push(i);
    steps.forEach((step, n) => {
      const rest = reuse ? [] : steps.slice(n + 1);
      const chosen = events.find(
        (event) =>
          matches(journey, event, step) &&
          canSeat(
            journey,
            rest,
            events.filter((other) => other !== event),
          ),
      )!;
      way.event[step] = chosen;
      if (!reuse) events.splice(events.indexOf(chosen), 1);
    });
  }
}

const matches = ({ sets, set }: Journey, event: number, step: number): boolean =>
  sets.has[set[event]! * sets.steps + step] === 1;

/** Whether every step finds an event of its own, by augmenting paths. */
function canSeat(journey: Journey, steps: number[], events: number[]): boolean {
  const stepOf = new Map<number, number>();
  const find = (step: number, seen: Set<number>): boolean =>
    events.some((event) => {
      if (seen.has(event) || !matches(journey, event, step)) return false;
      seen.add(event);
      const other = stepOf.get(event);
      if (other !== undefined && !find(other, seen)) return false;
      stepOf.set(event, step);
      return true;
    });
  return steps.every((step) => find(step, new Set()));
}
