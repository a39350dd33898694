import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, start, test } from '../support/browser.ts';
import { LARGE_PEOPLE, LARGE_ROWS, largeParquet } from '../support/large-parquet.ts';

const folder = 'test-results/large';
const path = join(folder, 'large.parquet');

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, largeParquet());
});

interface Answer {
  overview: { people: number; events: number; names: unknown };
  /** How many workers the engine started, and how many groups they answered. */
  started: number;
  groups: number;
}

/** Opens the file in an engine of its own, whose second worker is ended once it has answered so many groups. */
async function openIn(page: Page, endAfter: number): Promise<Answer> {
  const engine = readdirSync('build/_app/immutable/workers').find((name) => name.startsWith('engine.worker'));
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file' })));
  await page.locator('body > input[type=file]').last().setInputFiles(path);
  return page.evaluate(
    async ({ engine, endAfter }) => {
      // runs after the engine's own code, before it opens anything; Comlink knows its answers by their id
      const spy = `
        const Plain = self.Worker;
        self.started = self.groups = 0;
        self.Worker = class extends Plain {
          constructor(...args) {
            super(...args);
            self.started++;
            this.addEventListener('message', ({ data }) => {
              if (Array.isArray(data)) self.groups++;
              if (self.groups >= ${endAfter}) this.terminate();
            });
            if (${endAfter} === 0) this.terminate();
          }
        };
        self.addEventListener('message', ({ data }) => {
          if (data === 'counts') self.postMessage({ id: 'counts', started: self.started, groups: self.groups });
        });`;
      const url = new URL(`_app/immutable/workers/${engine}`, document.baseURI).href;
      const blob = new Blob([`import ${JSON.stringify(url)};\n${spy}`], { type: 'text/javascript' });
      const name = JSON.stringify({
        engineFiles: new URL('engine/', document.baseURI).href,
        zone: 'UTC',
        lock: `test-${crypto.randomUUID()}`,
      });
      const worker = new Worker(URL.createObjectURL(blob), { type: 'module', name });
      const answered = (id: string) =>
        new Promise<Record<string, unknown>>((resolve) =>
          worker.addEventListener('message', ({ data }) => data.id === id && resolve(data)),
        );
      const [file] = [...document.querySelectorAll('input')].at(-1)!.files!;
      const raw = (value: unknown) => ({ type: 'RAW', value });
      const files = raw([{ name: 'large.parquet', blob: file }]);
      worker.postMessage({ id: 'open', type: 'APPLY', path: ['open'], argumentList: [files, raw(null), raw(1)] });
      const outcome = (await answered('open')).value as { ok: boolean; value: { overview: Answer['overview'] } };
      if (!outcome.ok) throw new Error(JSON.stringify(outcome));
      worker.postMessage('counts');
      const { started, groups } = (await answered('counts')) as { started: number; groups: number };
      worker.terminate();
      return { overview: outcome.value.overview, started, groups };
    },
    { engine, endAfter },
  );
}

test('a large Parquet file is decoded in a second worker, and without it where that dies', async ({ page }) => {
  await start(page);
  const whole = await openIn(page, Infinity);
  expect(whole.overview).toMatchObject({ people: LARGE_PEOPLE, events: LARGE_ROWS });
  expect(whole.started).toBe(1);
  // the first group is read while the second worker starts
  expect(whole.groups).toBeGreaterThan(0);
  expect(whole.groups).toBeLessThan(4);
  for (const endAfter of [0, 1]) {
    const without = await openIn(page, endAfter);
    expect(without).toEqual({ overview: whole.overview, started: 1, groups: endAfter });
  }
});
