/**
 * `npm run bench [-- --sizes 1m,10m --runs 5 --parts csv,clickhouse,saved,parquet,memory]`: our engine and DuckDB-WASM answer the same question in real headless
 * Chromium on the built site, in one run. Prints ratios of medians after a warm-up and writes tests/bench/results.json, unless only some parts are asked for.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { buildSite, siteIsStale, sitePath } from '../../scripts/build.mjs';
import { chromiumArgs, provideChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { clickhouseFunnels } from './clickhouse.mjs';
import { peakMemoryBytes } from './memory.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const site = join(root, 'test-results/bench-site');
const data = join(here, 'data');

const PARTS = 'csv,clickhouse,saved,parquet,memory';
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1m,10m' },
    runs: { type: 'string', default: '5' },
    parts: { type: 'string', default: PARTS },
  },
});
const parts = values.parts.split(',');
const sizes = values.sizes.split(',');
const runs = Number(values.runs);

/** Questions asked before those that are measured: a fresh worker's code is not compiled to its best at once. */
const WARM_UPS = 6;
/** DuckDB-WASM is compiled ahead. */
const PEER_WARM_UPS = 1;

const LEAST = { csv: 2, parquet: 4, saved: 15, segment: 3, segmentAgain: 5 };
const LEAST_BESIDE_CLICKHOUSE = 8;
const MOST_MEMORY_BYTES = 1.5e9;
const MOST_FLOW_MS = 1500;
/** The size that limits without a peer are for. */
const LIMIT_SIZE = '10m';

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** The built site with the bench's own two scripts beside it. */
async function laySite() {
  if (siteIsStale() && !buildSite()) throw new Error('The site could not be built.');
  rmSync(site, { recursive: true, force: true });
  cpSync(sitePath, site, { recursive: true });
  for (const [name, entry] of Object.entries({ page: 'page.ts', peer: 'peer.worker.ts' })) {
    await build({
      configFile: false,
      root,
      publicDir: false,
      logLevel: 'error',
      // the figure of the flow knows what its view shows
      plugins: [svelte()],
      worker: { format: 'es' },
      build: {
        outDir: join(site, 'bench'),
        emptyOutDir: false,
        target: 'es2022',
        minify: false,
        rolldownOptions: {
          input: join(here, entry),
          output: { format: 'es', entryFileNames: `${name}.js`, codeSplitting: false },
        },
      },
    });
  }
}

function dataFile(size, kind) {
  const path = join(data, `events-${size}.${kind}`);
  if (!existsSync(path)) execFileSync(process.execPath, [join(here, 'data.mjs'), size, data], { stdio: 'inherit' });
  return path;
}

const engineWorker = () => {
  const folder = '_app/immutable/workers';
  const file = readdirSync(join(site, folder)).find((name) => name.startsWith('engine.worker'));
  return `${folder}/${file}`;
};

async function measure(page, size, kind) {
  await page.locator('#bench-file').setInputFiles(dataFile(size, kind));
  const once = async (side, times) => {
    const asked = side === 'ours' ? [engineWorker(), times] : [kind, times];
    return page.evaluate(([which, args]) => globalThis.bench[which](...args), [side, asked]);
  };
  const warm = (warmUps) => (kind === 'csv' ? runs + warmUps : 0);
  const totals = { ours: [], peer: [] };
  let questions;
  let segment;
  let flows;
  let counts;
  for (let run = 0; run <= runs; run++) {
    const last = run === runs;
    const mine = await once('ours', last ? warm(WARM_UPS) : 0);
    const theirs = await once('peer', last ? warm(PEER_WARM_UPS) : 0);
    if (JSON.stringify(mine.counts) !== JSON.stringify(theirs.counts))
      throw new Error(`The answers differ: ${mine.counts} and ${theirs.counts}.`);
    counts = mine.counts;
    // the first run warms the disk's and the browser's caches
    if (run > 0) {
      totals.ours.push(mine.totalMs);
      totals.peer.push(theirs.totalMs);
    }
    // asked of the CSV alone
    if (last && kind === 'csv') {
      questions = questionTimes(
        await page.evaluate(() => globalThis.bench.questions()),
        mine.answered,
        theirs.answered,
      );
      segment = segmentTimes(mine.segments, theirs.segments);
      flows = mine.flows.slice(-runs);
    }
    console.log(
      `  ${kind} ${size}, run ${run}: ${Math.round(mine.totalMs)} ms, DuckDB-WASM ${Math.round(theirs.totalMs)} ms`,
    );
  }
  return { total: totals, questions, segment, flows, counts };
}

/** Of each question; where it lies beside another of ours, that one's times. */
function questionTimes(questions, mine, theirs) {
  const ms = (list) => list.slice(-runs).map((answer) => answer.ms);
  return questions.map(({ name, work, least, beside }) => {
    const [answers, other] = [mine[name], beside === null ? theirs[name] : mine[beside]];
    const [own, others] = [answers, other].map(([{ numbers }]) => numbers.join(', '));
    if (own !== others) throw new Error(`The answers differ, ${work}: ${own} and ${others}.`);
    return { work, least, times: { ours: ms(answers), peer: ms(other) } };
  });
}

/** Of the same segments, asked for the first time and again; the peer keeps nothing. */
function segmentTimes(mine, theirs) {
  const people = (list) =>
    list
      .slice(0, theirs.length)
      .map((each) => each.people)
      .join(', ');
  if (people(mine) !== people(theirs)) throw new Error(`The segments differ: ${people(mine)} and ${people(theirs)}.`);
  const times = (list, of) => list.slice(-runs).map(of);
  const peer = times(theirs, ({ ms }) => ms);
  return {
    first: { ours: times(mine, ({ ms }) => ms), peer },
    again: { ours: times(mine, ({ againMs }) => againMs), peer },
  };
}

/** A workspace that was saved, in an engine that knows nothing of it yet; the peer is our own way from the CSV. */
async function measureSaved(page, size, csv) {
  await page.locator('#bench-file').setInputFiles(dataFile(size, 'csv'));
  const id = await page.evaluate((worker) => globalThis.bench.save(worker), engineWorker());
  const ours = [];
  for (let run = 0; run <= runs; run++) {
    const { totalMs, counts } = await page.evaluate(
      ([worker, workspace]) => globalThis.bench.saved(worker, workspace),
      [engineWorker(), id],
    );
    if (JSON.stringify(counts) !== JSON.stringify(csv.counts))
      throw new Error(`The answers differ: ${counts} and ${csv.counts}.`);
    if (run > 0) ours.push(totalMs);
    console.log(`  saved ${size}, run ${run}: ${Math.round(totalMs)} ms`);
  }
  return { ours, peer: csv.total.ours };
}

const row = (work, size, { ours, peer }, least) => {
  const [oursMs, peerMs] = [median(ours), median(peer)];
  return { work, size, oursMs: round(oursMs), peerMs: round(peerMs), ratio: round(peerMs / oursMs), atLeast: least };
};
/** Nothing lies beside it: it has a limit of its own. */
const flowRow = (size, ours) => ({
  work: 'flow of 5 steps, with its layout',
  size,
  oursMs: round(median(ours)),
  ...(size === LIMIT_SIZE && { atMostMs: MOST_FLOW_MS }),
});
const round = (ms) => Math.round(ms * 10) / 10;

/** A new browser with the bench's page, so that nothing that was measured before is in its memory. */
async function openBench() {
  const browser = await chromium.launch({ executablePath, args: chromiumArgs });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(address);
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'bench-file' });
    document.body.append(input);
  });
  await page.evaluate((script) => import(script), new URL('bench/page.js', address).href);
  return { browser, page };
}

/** The first funnel beside native ClickHouse, which is looked for and not needed. */
async function clickhouseRows(size, ours, counts) {
  const funnels = await clickhouseFunnels(dataFile(size, 'parquet'), runs + PEER_WARM_UPS);
  if (!funnels) console.log('  ClickHouse is not installed: its rows are left out.');
  return Object.entries(funnels ?? {}).map(([settings, answers]) => {
    const { numbers } = answers[0];
    if (JSON.stringify(numbers) !== JSON.stringify(counts))
      throw new Error(`The answers differ: ${counts} and ${numbers}.`);
    const peer = answers.slice(-runs).map(({ ms }) => ms);
    return row(
      `funnel, beside native ClickHouse, one thread, ${settings}`,
      size,
      { ours, peer },
      LEAST_BESIDE_CLICKHOUSE,
    );
  });
}

const NAMES = { csv: 'CSV', parquet: 'Parquet' };

async function measureMemory(kind) {
  const { browser, page } = await openBench();
  try {
    await page.locator('#bench-file').setInputFiles(dataFile(LIMIT_SIZE, kind));
    const row = async (work, atMostBytes) => ({
      work,
      size: LIMIT_SIZE,
      peakMemoryBytes: await peakMemoryBytes(browser),
      ...(atMostBytes && { atMostBytes }),
    });
    await page.evaluate((worker) => globalThis.bench.hold(worker), engineWorker());
    const imported = await row(
      `${NAMES[kind]} file → first funnel, peak memory`,
      kind === 'parquet' && MOST_MEMORY_BYTES,
    );
    await page.evaluate(() => globalThis.bench.holdTable());
    return [imported, await row(`${NAMES[kind]} file → table for a rule on rows, peak memory`)];
  } finally {
    await browser.close();
  }
}

await laySite();
const executablePath = await provideChromium();
const { address, close } = await serve({ root: site, port: 4500 });
const { browser, page } = await openBench();
const rows = [];
try {
  for (const size of sizes) {
    if (parts.includes('csv')) {
      const csv = await measure(page, size, 'csv');
      for (const { work, times, least } of csv.questions) rows.push(row(work, size, times, least));
      rows.push(row('CSV file → first funnel', size, csv.total, LEAST.csv));
      rows.push(row('segment of 3 conditions, first time', size, csv.segment.first, LEAST.segment));
      rows.push(row('segment of 3 conditions, again', size, csv.segment.again, LEAST.segmentAgain));
      rows.push(flowRow(size, csv.flows));
      console.log(`  counts of the steps: ${csv.counts.join(', ')}`);
      if (parts.includes('clickhouse'))
        rows.push(...(await clickhouseRows(size, csv.questions[0].times.ours, csv.counts)));
      if (parts.includes('saved'))
        rows.push(
          row('saved workspace → first funnel, beside the CSV', size, await measureSaved(page, size, csv), LEAST.saved),
        );
    }
    if (parts.includes('parquet')) {
      const parquet = await measure(page, size, 'parquet');
      rows.push(row('Parquet file → first funnel', size, parquet.total, LEAST.parquet));
    }
  }
  if (parts.includes('memory')) rows.push(...(await measureMemory('parquet')), ...(await measureMemory('csv')));
} finally {
  await browser.close();
  await close();
}

const version = (name) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
const results = {
  date: new Date().toISOString().slice(0, 10),
  machine: {
    cpu: cpus()[0].model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    chromium: browser.version(),
    duckdbWasm: version('@duckdb/duckdb-wasm'),
  },
  runs,
  rows,
};
if (values.parts === PARTS) writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
console.table(rows);
