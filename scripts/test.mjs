import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = { units: join(root, 'test-results/vitest.json'), browser: join(root, 'test-results/playwright.json') };

/** Runs a package's own program with this Node, output passed through. Resolves to whether it ended well. */
const run = (program, ...args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, program), ...args], { cwd: root, stdio: 'inherit' });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });

/** As `run`, its output held back. Resolves to whether it ended well, and what it said. */
const runAside = (program, ...args) =>
  new Promise((resolve) => {
    const said = [];
    const child = spawn(process.execPath, [join(root, program), ...args], { cwd: root });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code) => resolve({ endedWell: code === 0, output: Buffer.concat(said) }));
  });

const prettier = 'node_modules/prettier/bin/prettier.cjs';
const eslint = 'node_modules/eslint/bin/eslint.js';
const svelteKit = 'node_modules/@sveltejs/kit/svelte-kit.js';
const svelteCheck = 'node_modules/svelte-check/bin/svelte-check';
const tsc = 'node_modules/typescript/bin/tsc';
const vitest = 'node_modules/vitest/vitest.mjs';
const playwright = 'node_modules/@playwright/test/cli.js';

const one = (passed) => (passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A runner that ended badly without naming a failed test counts as one failure. */
const counted = (passed, failed, endedWell) => ({ passed, failed: failed === 0 && !endedWell ? 1 : failed });

const report = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);

async function units() {
  rmSync(reports.units, { force: true });
  const args = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json'];
  const endedWell = await run(vitest, ...args, `--outputFile.json=${reports.units}`);
  const results = report(reports.units);
  const broken = (results?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return counted(results?.numPassedTests ?? 0, (results?.numFailedTests ?? 0) + broken.length, endedWell);
}

async function browser() {
  if (!built) {
    console.error('The site was not built, so there is nothing to test in the browser.');
    return one(false);
  }
  try {
    process.env.CHROMIUM_PATH = await provideChromium();
  } catch (error) {
    console.error(error.message);
    return one(false);
  }
  rmSync(reports.browser, { force: true });
  const endedWell = await run(playwright, 'test', '--pass-with-no-tests');
  const stats = report(reports.browser)?.stats ?? { expected: 0, unexpected: 0, flaky: 0 };
  return counted(stats.expected + stats.flaky, stats.unexpected, endedWell);
}

let built = true;
const steps = {
  format: async () => one(await run(prettier, '--check', '.', '--log-level', 'warn')),
  check: async () => {
    const synced = await run(svelteKit, 'sync');
    return one(synced && (await run(svelteCheck, '--threshold', 'warning', '--fail-on-warnings')));
  },
  types: async () => one(await run(tsc, '--noEmit')),
  'worker types': async () => one(await run(tsc, '-p', 'workers')),
  lint: async () => {
    const { endedWell, output } = await linting;
    process.stdout.write(output);
    return one(endedWell);
  },
  units,
  'build site': async () => {
    built = await run('scripts/build.mjs', '--site');
    return one(built);
  },
  'build command line': async () => one(await run('scripts/build.mjs', '--cli')),
  browser,
};

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. The steps are: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

// The longest of the steps that use one core: it runs beside the others before it.
const linting =
  wanted.length === 0 || wanted.includes('lint') ? runAside(eslint, '.', '--max-warnings', '0') : undefined;

const outcomes = [];
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  const began = performance.now();
  const outcome = { name, ...(await step()), ms: performance.now() - began };
  console.log(`── ${name}: ${outcome.failed === 0 ? 'passed' : 'FAILED'}, ${seconds(outcome.ms)} ──`);
  outcomes.push(outcome);
}

console.log('');
for (const { name, passed, failed, ms } of outcomes) {
  console.log(
    `${failed === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(20)} ${passed} passed, ${failed} failed, ${seconds(ms)}`,
  );
}
const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
