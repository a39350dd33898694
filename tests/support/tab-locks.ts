import type { Locks, Tabs } from '#workspace/hold.ts';

interface Held {
  lock: object;
  stolen(): void;
}

/** What `navigator.locks` does for exclusive locks, between stores of one test that stand for tabs. */
export class TabLocks implements Locks {
  readonly #held = new Map<string, Held>();
  readonly #waiting = new Map<string, (() => void)[]>();

  async request<T>(
    name: string,
    { ifAvailable, steal, signal }: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal },
    granted: (lock: object | null) => Promise<T> | T,
  ): Promise<T> {
    if (steal) {
      this.#held.get(name)?.stolen();
      this.#held.delete(name);
    }
    if (this.#held.has(name)) {
      if (ifAvailable) return granted(null);
      await new Promise<void>((resolve, reject) => {
        const queue = this.#waiting.get(name) ?? [];
        this.#waiting.set(name, queue);
        queue.push(resolve);
        signal?.addEventListener('abort', () => {
          queue.splice(queue.indexOf(resolve), 1);
          reject(signal.reason as Error);
        });
      });
    }
    return new Promise<T>((resolve, reject) => {
      const lock = {};
      this.#held.set(name, { lock, stolen: () => reject(new DOMException('The lock was stolen.', 'AbortError')) });
      const end = (): void => {
        if (this.#held.get(name)?.lock !== lock) return;
        this.#held.delete(name);
        this.#waiting.get(name)?.shift()?.();
      };
      Promise.resolve(granted(lock)).finally(end).then(resolve, reject);
    });
  }
}

/** Two tabs of one browser, each with a channel of its own name. */
export const tabsOf = (locks: TabLocks, channelName: string, patienceMs: number): Tabs => ({
  locks,
  channel: () => new BroadcastChannel(channelName),
  graceMs: 50,
  patienceMs,
});
