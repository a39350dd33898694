import { durationMs } from '#vocabulary/duration.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import type { PatternGap, PatternPart } from '#vocabulary/pattern.ts';
import type { OracleEvent } from './oracle.ts';
import type { PathPattern } from './spec-pattern.ts';

type Matches = (match: EventMatch, event: OracleEvent) => boolean;

const BOUNDS: Record<PatternGap['op'], (a: number, b: number) => boolean> = {
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  is: (a, b) => a === b,
};
const seconds = (a: OracleEvent, b: OracleEvent): number => Math.round((b.timeMs - a.timeMs) * 1000) / 1e6;

/** Whether some choice of events is what the pattern says, tried one after another. */
export function holds(events: OracleEvent[], { then, within }: PathPattern, matches: Matches): boolean {
  const isClose = (first: number, i: number): boolean =>
    !within || events[i]!.timeMs <= events[first]!.timeMs + durationMs(within);
  /** The part at `p` is next; `chosen` are the places taken, `between` what stands since the last of them. */
  const go = (p: number, chosen: number[], between: PatternPart[]): boolean => {
    const part = then[p];
    const last = chosen.at(-1);
    if (part === undefined) {
      if (last === undefined) return events.length > 0;
      if (!isClose(chosen[0]!, last)) return false;
      return between.every(
        (each) =>
          !('not' in each) ||
          !events.some((event, i) => i > last && isClose(chosen[0]!, i) && matches(each.not, event)),
      );
    }
    if ('gap' in part || 'not' in part || ('any' in part && part.any === '*'))
      return go(p + 1, chosen, [...between, part]);
    return [...events.keys()].some((i) => {
      const isNext = last === undefined || (between.length === 0 ? i === last + 1 : i > last);
      if (!isNext || !('any' in part || matches(part, events[i]!))) return false;
      const fits = between.every((each) => {
        if (last === undefined) return true;
        if ('gap' in each) return BOUNDS[each.gap.op](seconds(events[last]!, events[i]!), each.gap.seconds);
        return !('not' in each) || !events.slice(last + 1, i).some((event) => matches(each.not, event));
      });
      return fits && go(p + 1, [...chosen, i], []);
    });
  };
  return go(0, [], []);
}
