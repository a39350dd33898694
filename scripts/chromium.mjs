import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Switches that keep the browser quiet and off the network. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const chromiumAdvice =
  'No Chromium was found. Install Chromium or Google Chrome, or set CHROMIUM_PATH to its executable, ' +
  'or run `npx playwright install chromium`, then try again.';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const onPath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)));

const usualPlaces = () => {
  if (process.platform === 'darwin') {
    const apps = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];
    return ['/Applications', join(process.env.HOME ?? '/', 'Applications')].flatMap((folder) =>
      apps.map((app) => join(folder, app)),
    );
  }
  if (process.platform === 'win32') {
    const apps = ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe'];
    return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => apps.map((app) => join(folder, app)));
  }
  return ['/usr/bin/chromium', '/usr/lib/chromium/chromium', '/opt/google/chrome/chrome'];
};

/** On Linux a launcher may exist whose browser does not (Ubuntu's snap stub): ask it. Elsewhere asking opens a window. */
const runs = (path) =>
  process.platform !== 'linux' || spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

const playwrightOwn = async () => {
  try {
    const { chromium } = await import('@playwright/test');
    return [chromium.executablePath()];
  } catch (error) {
    console.error(`Playwright names no browser of its own: ${error.message}`);
    return [];
  }
};

/**
 * The executable of a Chromium on this machine.
 * @returns {Promise<string | null>} null where there is none
 * @throws where CHROMIUM_PATH names something that is not there
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`);
  }
  const installed = [...new Set([...onPath(), ...usualPlaces()])].find((path) => existsSync(path) && runs(path));
  return installed ?? (await playwrightOwn()).find((path) => existsSync(path)) ?? null;
}

const canInstall = () => process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * Finds a Chromium, and installs the distribution's own where there is none and that can be done without asking:
 * on Debian and Ubuntu as root.
 * @throws with advice where none can be had
 */
export async function provideChromium() {
  const found = await findChromium();
  if (found) return found;
  if (canInstall()) {
    console.log('No Chromium was found: installing it with apt-get.');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    try {
      execFileSync('apt-get', ['update'], { stdio: 'inherit', env });
      execFileSync('apt-get', ['install', '-y', 'chromium'], { stdio: 'inherit', env });
    } catch (error) {
      console.error(`apt-get could not install it: ${error.message}`);
    }
  }
  const installed = await findChromium();
  if (installed) return installed;
  throw new Error(chromiumAdvice);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = await findChromium();
  if (path) console.log(path);
  else {
    console.error(chromiumAdvice);
    process.exitCode = 1;
  }
}
