import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import type { EventLog } from '#log/event-log.ts';
import { PatternMatcher } from '#log/pattern-matcher.ts';
import type { PatternPlan } from '#log/pattern.ts';
import type { ResolvedMatch } from '#log/shard.ts';
import { BLOCK } from './kernel-did.ts';

/** Whose events hold the pattern at least once. */
export function* sequencePeople(log: EventLog, plan: PatternPlan, matches: ResolvedMatch[]): Generator<void, Bitmap> {
  const { personStart, event, time } = log;
  const matcher = new PatternMatcher(plan, { event, time, exists: null, matches });
  const people = personStart.length - 1;
  const out = emptyBitmap(people);
  let nextBreath = BLOCK;
  for (let p = 0; p < people; p++) {
    const to = personStart[p + 1]!;
    if (matcher.find(personStart[p]!, to, 1) > 0) setBit(out, p);
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return out;
}
