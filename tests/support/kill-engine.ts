import type { Page } from '@playwright/test';

/** Ends the engine's worker from within, which fires no event on the page. */
export async function killEngine(page: Page): Promise<void> {
  const [worker] = page.workers();
  const closed = worker!.waitForEvent('close');
  // after the answer to this call, which a worker that closes at once would never give
  await worker!.evaluate(() => void setTimeout(() => self.close()));
  await closed;
}
