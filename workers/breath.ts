/** Thrown out of long work when its ticket was cancelled; the engine turns it into an outcome. */
export class Cancelled extends Error {}

const TURN_MS = 25;

const channel = typeof MessageChannel === 'undefined' ? null : new MessageChannel();
const waiting: (() => void)[] = [];
if (channel) {
  channel.port1.onmessage = () => waiting.shift()?.();
  // under Node an open port would keep the process alive
  (channel.port1 as { unref?(): void }).unref?.();
}

/** Lets messages in: a cancel is one of them. Timers would be clamped to 4 ms. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else if (channel) {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    } else setTimeout(resolve);
  });

/** One call's right to run: long work asks `take` often, and gives way at least every 25 ms. */
export class Breath {
  #cancelled = false;
  #last = performance.now();

  cancel(): void {
    this.#cancelled = true;
  }

  get due(): boolean {
    return performance.now() - this.#last > TURN_MS;
  }

  async take(): Promise<void> {
    if (this.due) {
      await nextTurn();
      this.#last = performance.now();
    }
    if (this.#cancelled) throw new Cancelled();
  }

  /** Runs a generator to its end, giving way between its yields. */
  async run<T>(steps: Generator<void, T>): Promise<T> {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await this.take();
    }
  }
}
