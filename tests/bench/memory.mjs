import { readFileSync } from 'node:fs';

/**
 * The most memory the page's process has held so far, as the kernel counts it: the page, its workers, their wasm, and the
 * browser's own code in that process.
 * @param {import('@playwright/test').Browser} browser with one page
 * @returns {Promise<number | null>} bytes; null where the kernel does not tell (only Linux does)
 */
export async function peakMemoryBytes(browser) {
  if (process.platform !== 'linux') return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id));
  return Math.max(...peaks);
}

function peakOf(pid) {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}
