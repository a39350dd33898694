import layoutUrl from './draw-layout-worker.ts?worker&url';
import type { GraphSizes, LaidGraph } from './draw-graph-sizes.ts';

/** Lays a graph out in a worker of its own. The newest one wins: a layout that takes long is stopped with its worker. */
export class GraphLayout<Of> {
  #worker: Worker | null = null;
  #busy = false;
  #asked = '';
  #last: { sizes: GraphSizes; of: Of } | null = null;
  #done = $state.raw<{ of: Of; laid: LaidGraph } | null>(null);
  #failed = $state(false);

  /** The last one that is done, and what it is of. */
  get done(): { of: Of; laid: LaidGraph } | null {
    return this.#done;
  }
  get failed(): boolean {
    return this.#failed;
  }

  ask(sizes: GraphSizes, of: Of): void {
    this.#last = { sizes, of };
    const asked = JSON.stringify(sizes);
    if (asked === this.#asked && !this.#busy && this.#done) {
      this.#done = { of, laid: this.#done.laid };
      return;
    }
    if (this.#busy) this.close();
    this.#asked = asked;
    this.#busy = true;
    this.#failed = false;
    const worker = (this.#worker ??= spawn());
    worker.onmessage = ({ data }: MessageEvent<LaidGraph>) => {
      this.#busy = false;
      this.#done = { of, laid: data };
    };
    worker.onerror = () => {
      this.close();
      this.#failed = true;
    };
    worker.postMessage(sizes);
  }

  /** After a failure. */
  again(): void {
    if (this.#last) this.ask(this.#last.sizes, this.#last.of);
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#busy = false;
  }
}

function spawn(): Worker {
  // a worker from a blob inherits the page's policy, one from an address does not
  const code = `import ${JSON.stringify(new URL(layoutUrl, import.meta.url).href)};`;
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  return new Worker(address, { type: 'module' });
}
