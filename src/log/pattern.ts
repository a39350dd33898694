import type { EventMatch } from '#vocabulary/event-match.ts';
import { durationMs, type Duration } from '#vocabulary/duration.ts';
import { isStep, type GapOperator, type Pattern } from '#vocabulary/pattern.ts';

/** What may lie between one step and the next. Numbers are places in the list of matches. */
export interface PatternLink {
  /** Any events may lie between; else the two are neighbours. */
  loose: boolean;
  /** None of these between. */
  without: number[];
  gaps: { op: GapOperator; micros: number }[];
}

/** A pattern as its steps and the links between them; without steps it matches every event. Plain data. */
export interface PatternPlan {
  /** Of each step its match; −1 = any event. */
  steps: number[];
  /** Of each step but the last, to the next one. */
  links: PatternLink[];
  /** None of these after the last step, within the pattern's time or to the end of the log. */
  endsWithout: number[];
  /** From the first step to the last, the far edge included. Infinity = no limit. */
  withinMs: number;
}

const newLink = (): PatternLink => ({ loose: false, without: [], gaps: [] });

/** The plan and the event matches it speaks of. */
export function planPattern(
  { then }: Pattern,
  within: Duration | undefined,
): { plan: PatternPlan; matches: EventMatch[] } {
  const matches: EventMatch[] = [];
  const steps: number[] = [];
  const links: PatternLink[] = [];
  let link = newLink();
  for (const part of then) {
    if (isStep(part)) {
      if (steps.length > 0) links.push(link);
      link = newLink();
      steps.push('any' in part ? -1 : matches.push(part) - 1);
    } else if (steps.length > 0) {
      // any events before the first step change neither which matches there are nor where they end
      link.loose = true;
      if ('not' in part) link.without.push(matches.push(part.not) - 1);
      if ('gap' in part) link.gaps.push({ op: part.gap.op, micros: Math.round(part.gap.seconds * 1e6) });
    }
  }
  const withinMs = within ? durationMs(within) : Infinity;
  return { plan: { steps, links, endsWithout: link.without, withinMs }, matches };
}
