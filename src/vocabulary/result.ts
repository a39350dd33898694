import type { Problem } from './problem.ts';

/** One switch that was in force, spelled out. `from` tells who set it. */
export interface RuleInForce {
  name: string;
  /** What the document would say. */
  value: string | number | boolean | null;
  /** What a person reads under the figure. */
  text: string;
  from: 'document' | 'preset' | 'default';
}

/** What is counted, in words: `session`, `sessions`. */
export interface Counted {
  one: string;
  many: string;
}

/** What every kind's result has beside its own numbers. Rates are 0..1, seconds are numbers. */
export interface ResultBase {
  kind: string;
  /** How many people, sessions or values were looked at. */
  units: number;
  /** Absent where they are people. */
  counts?: Counted;
  warnings: Problem[];
  rules: RuleInForce[];
  elapsedMs: number;
  /** Why there is nothing to show; absent when there is. */
  empty?: { reason: string; hint: string };
}
