import { describe, expect, test } from 'vitest';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import { planPattern } from '#log/pattern.ts';
import type { KernelInput } from '#log/shard.ts';
import type { PatternPart } from '#vocabulary/pattern.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { IN_RANGE, kernel, MATCHED } from './kernel.ts';

const LETTERS = ['a', 'b', 'c'];

describe('the kernel', () => {
  test('counts what a regular expression finds in each journey', () => {
    const { int, pick } = random(7);
    for (let n = 0; n < 10_000; n++) {
      const events = Array.from({ length: 1 + int(14) }, (): PlainEvent => [
        pick(['u', 'v', 'w']),
        pick(LETTERS),
        int(9),
      ]);
      const log = plainLog(events);
      const parts = Array.from({ length: 1 + int(4) }, () => pick([...LETTERS, '.', '*']));
      const then = parts.map((part): PatternPart => (part === '.' || part === '*' ? { any: part } : { event: part }));
      const source = parts.map((part) => (part === '*' ? '.*?' : part)).join('');
      const span = { fromMs: int(4), toMs: 5 + int(4) };
      const { plan, matches } = planPattern({ then }, undefined);
      const input: KernelInput = {
        shard: log,
        exists: null,
        matches: matches.map((match) => ({ codes: codesOf(match, log.names), mask: null })),
        columns: [],
        attributes: [],
        span,
        lastMs: log.facts.lastMs,
      };
      const journeys = [...Array(log.facts.people).keys()].map((p) =>
        [...log.event.keys()]
          .slice(log.personStart[p], log.personStart[p + 1])
          .filter((i) => log.time[i]! >= span.fromMs && log.time[i]! <= span.toMs)
          .map((i) => log.names[log.event[i]!]!)
          .join(''),
      );
      // an empty match takes one event, and none stands behind the last
      const found = journeys.map((journey) => {
        let count = 0;
        const expression = new RegExp(source, 'y');
        for (let at = 0; at < journey.length;) {
          expression.lastIndex = at;
          const match = expression.exec(journey);
          if (match) count++;
          at += Math.max(1, match?.[0].length ?? 0);
        }
        return count;
      });
      const partials = cutShards(log, 1 + int(3)).map((shard) => {
        const from = log.personStart[shard.firstPerson]!;
        expect(shard.event).toEqual(log.event.subarray(from, from + shard.event.length));
        return runSteps(kernel.run({ ...input, shard }, plan));
      });
      const { flags, matches: total } = partials.reduce((left, right) => kernel.merge(left, right));
      const expected = found.map((count, p) => (journeys[p] ? IN_RANGE : 0) | (count > 0 ? MATCHED : 0));
      expect([...flags], `${source} ${journeys.join('|')}`).toEqual(expected);
      expect(total).toBe(found.reduce((a, b) => a + b, 0));
    }
  });
});
