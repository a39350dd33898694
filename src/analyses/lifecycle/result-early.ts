import type { EventLogFacts } from '#log/overview.ts';
import { warning, type Problem } from '#vocabulary/problem.ts';
import type { LifecyclePartial } from './kernel.ts';

/** The left edge of the log: this share of its time. */
const EDGE = 0.05;
/** Three times what an even inflow would bring in that time. */
const MUCH = 0.15;
/** Of fewer units the share says nothing. */
const LEAST = 20;

interface Early {
  units: number;
  /** 0..1; 0 where nobody was ever active. */
  share: number;
}

/** Whose first activity lies at the log's left edge, of all that were ever active up to the range's end. */
export function earlyShare({ firstMs }: LifecyclePartial, facts: EventLogFacts): Early {
  const edgeMs = facts.firstMs + EDGE * (facts.lastMs - facts.firstMs);
  let early = 0;
  for (const ms of firstMs) if (ms <= edgeMs) early++;
  return { units: firstMs.length, share: firstMs.length === 0 ? 0 : early / firstMs.length };
}

/** A log that begins in the middle of lives makes everybody look new at its beginning. */
export const earlyWarning = ({ units, share }: Early): Problem[] =>
  units < LEAST || share <= MUCH
    ? []
    : [
        warning(
          'lifecycle/early',
          'analysis.of',
          `${Math.round(share * 100)}% were first active in the first 5% of the log’s time: many of them may have been so before it begins, and are not new.`,
          'Look at later periods, or add the data from before.',
        ),
      ];
