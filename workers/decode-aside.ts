import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import workerUrl from './decode.worker.ts?worker&url';

/** What the second worker must know first. */
export interface DecodeStart {
  /** A lock it holds while it lives. */
  lock: string;
  /** parquet-wasm, compiled once for both. */
  module: WebAssembly.Module;
  file: Blob;
}

export interface DecodeRequest {
  group: number;
  scan: Scan;
  /** The columns of the scan that the file has. */
  present: string[];
}

/**
 * A second worker that decodes row groups while this one lays out their events. Whatever fails there is null here, and
 * is done by the caller itself, who then says what is wrong.
 */
export class DecodeAside {
  readonly #worker: Worker;
  readonly #waiting: ((rows: ScannedRows[] | null) => void)[] = [];
  /** Whether it holds its lock, so that its death would be told, and is not dead. */
  #ready = false;

  /** Null where the browser does not tell of a worker's death, or has one processor. */
  static start(module: WebAssembly.Module, file: Blob): DecodeAside | null {
    return navigator.locks && navigator.hardwareConcurrency > 1 ? new DecodeAside(module, file) : null;
  }

  private constructor(module: WebAssembly.Module, file: Blob) {
    // as the engine's own worker, from a blob: it inherits the policy
    const code = `import ${JSON.stringify(new URL(workerUrl, import.meta.url).href)};`;
    const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    const lock = `sojourn-decode-${crypto.randomUUID()}`;
    this.#worker = new Worker(address, { type: 'module' });
    this.#worker.onerror = () => this.close();
    this.#worker.onmessage = ({ data }: MessageEvent<ScannedRows[] | string>) => {
      if (data === 'held') {
        URL.revokeObjectURL(address);
        this.#ready = true;
        void navigator.locks.request(lock, () => this.close());
      } else this.#waiting.shift()?.(typeof data === 'string' ? null : data);
    };
    this.#worker.postMessage({ lock, module, file } satisfies DecodeStart);
  }

  /** The rows of a row group, in batches; null where the worker is not ready or dead. Answers come in the order of the questions. */
  read(request: DecodeRequest): Promise<ScannedRows[] | null> | null {
    if (!this.#ready) return null;
    this.#worker.postMessage(request);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#ready = false;
    this.#worker.terminate();
    for (const resolve of this.#waiting.splice(0)) resolve(null);
  }
}
