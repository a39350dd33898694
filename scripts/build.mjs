import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const sitePath = join(root, 'build');
export const cliPath = join(root, 'dist/cli/sojourn.js');
const siteIndex = join(sitePath, 'index.html');

const sharedInputs = ['src', 'workers', 'package.json', 'package-lock.json', 'scripts/build.mjs'];
/** They write what the site serves beside its pages: the engine's wasm files, the demo. */
const generators = ['scripts/engine-files.mjs', 'scripts/demo.mjs'];
const siteInputs = [...sharedInputs, ...generators, 'scripts/demo', 'static', 'svelte.config.js', 'vite.config.ts'];
const cliInputs = [...sharedInputs, 'vite.cli.config.ts'];
/** Made by the build itself, so never a reason to build again. */
const generated = ['static/engine', 'static/demo'].map((path) => join(root, path));

const newestMs = (path) => {
  if (generated.includes(path) || !existsSync(path)) return 0;
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
};

/** Outputs are dated to when their build began, so that a file saved during a build counts as newer. */
const isStale = (output, inputs) =>
  !existsSync(output) || inputs.some((input) => newestMs(join(root, input)) > statSync(output).mtimeMs);

export const siteIsStale = () => isStale(siteIndex, siteInputs);
export const cliIsStale = () => isStale(cliPath, cliInputs);

const vite = join(root, 'node_modules/vite/bin/vite.js');

const svelteKit = join(root, 'node_modules/@sveltejs/kit/svelte-kit.js');

const run = (args, stdio) => {
  const { status, error, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, stdio });
  if (status === 0) return true;
  if (error) console.error(error.message);
  for (const output of [stdout, stderr]) if (output) process.stderr.write(output);
  return false;
};

const generate = () =>
  generators.map((script) => join(root, script)).every((script) => !existsSync(script) || run([script], 'inherit'));

/** Writes the site to `build/`. @returns {boolean} whether that worked; its output says why not */
export function buildSite() {
  if (!generate()) return false;
  const began = new Date();
  if (!run([vite, 'build'], 'inherit')) return false;
  utimesSync(siteIndex, began, began);
  return true;
}

/**
 * Writes the command line to `dist/cli/sojourn.js`, in one step at the end: another process may be running or building it.
 * @param {{ quiet?: boolean }} [options] quiet: prints nothing unless it fails, and then on standard error
 * @returns {boolean} whether that worked
 */
export function buildCli({ quiet = false } = {}) {
  const began = new Date();
  const folder = join(root, `dist/cli-${process.pid}`);
  const args = [vite, 'build', '--config', 'vite.cli.config.ts', '--outDir', folder];
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  try {
    // tsconfig.json extends a file that npm's `prepare` writes, unless scripts were switched off.
    if (!existsSync(join(root, '.svelte-kit/tsconfig.json')) && !run([svelteKit, 'sync'], stdio)) return false;
    if (!run(args, stdio)) return false;
    const output = join(folder, 'sojourn.js');
    chmodSync(output, 0o755);
    utimesSync(output, began, began);
    mkdirSync(join(root, 'dist/cli'), { recursive: true });
    renameSync(output, cliPath);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const only = process.argv.slice(2);
  const wanted = (name) => only.length === 0 || only.includes(name);
  const built = [
    !only.includes('--generated') || generate(),
    !wanted('--site') || buildSite(),
    !wanted('--cli') || buildCli(),
  ];
  if (built.includes(false)) process.exitCode = 1;
}
