import { describe, expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';
import { checkCase, type Case } from '../support/cases.ts';
import { startEngine } from '../support/engine.ts';

/** Every kind's own cases, through the true engine. */
const files = import.meta.glob<{ default: Case[] }>('../../src/analyses/*/cases/*.json', { eager: true });

const engine = startEngine();

describe.each(Object.entries(files))('%s', (path, { default: cases }) => {
  test('belongs to a kind that is installed', () => {
    expect([...kinds.keys()]).toContain(/analyses\/([^/]+)\//.exec(path)![1]);
  });

  test.each(cases.map((each) => [each.id, each] as const))('%s', async (_, each) => {
    await checkCase(engine, each);
  });
});

test('no two cases bear the same id', () => {
  const ids = Object.values(files).flatMap(({ default: cases }) => cases.map(({ id }) => id));
  expect(ids).toEqual([...new Set(ids)]);
});
