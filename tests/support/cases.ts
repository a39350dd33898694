import { expect } from 'vitest';
import type { ResultBase } from '#vocabulary/result.ts';
import type { Engine } from '#workers/engine.ts';
import { asDocument, codesOf, value } from './engine.ts';

/** A fact: events, a document, and what it must answer. Rows are worked out by hand or are a peer's; they are never made anew. */
export interface Case {
  id: string;
  why: string;
  events: unknown[];
  people?: Record<string, Record<string, unknown>>;
  document: unknown;
  expect: {
    problem?: string | true;
    people?: { pointer: Record<string, unknown>; ids: string[] }[];
    /** Lists of one field of each step. */
    steps?: Record<string, (number | string | null)[]>;
    [field: string]: unknown;
  };
}

/** Runs a case through the true engine. Fields of the result that a case does not name are not asserted. */
export async function checkCase(engine: Engine, { events, people, document, expect: expected }: Case): Promise<void> {
  value(engine.attachPeople(people));
  value(await engine.openEvents(events, 1));
  const outcome = await engine.run(asDocument(document), 1);
  const { problem, people: behind, steps, ...fields } = expected;
  if (problem !== undefined) {
    expect(codesOf(outcome)).toEqual(problem === true ? expect.arrayContaining([expect.any(String)]) : [problem]);
    return;
  }
  const result = value(outcome) as unknown as Record<string, unknown>;
  const rules = (value(outcome) as ResultBase).rules.map(({ name }) => name);
  expect(rules, 'rules are listed by their names').toEqual([...new Set(rules)]);
  for (const [field, list] of Object.entries(steps ?? {})) {
    const found = (result.steps as Record<string, unknown>[]).map((step) => step[field]);
    expect(found.map((each, i) => (list[i] === null ? null : each))).toEqual(list.map(near));
  }
  expect(result).toMatchObject(fields);
  for (const { pointer, ids } of behind ?? []) {
    expect(value(await engine.ids(asDocument(document), pointer, 1)), JSON.stringify(pointer)).toEqual([...ids].sort());
  }
  // the answer that tells people gives the numbers of the one that may have counted alone
  if (behind)
    expect(value(await engine.run(asDocument(document), 1))).toEqual({ ...result, elapsedMs: expect.any(Number) });
}

const near = (expected: unknown): unknown => (typeof expected === 'number' ? expect.closeTo(expected, 6) : expected);
