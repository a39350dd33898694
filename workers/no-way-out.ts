import type { OnProgress, RequestMade } from '#engine/protocol.ts';

/**
 * Closes every door of the worker but one: reading our own engine files. DuckDB would otherwise fetch extensions
 * and `FROM 'https://…'` by a synchronous XMLHttpRequest of its own. The page's policy closes the same doors
 * a second time; a worker started from an address does not inherit it everywhere.
 */
let base: string | null = null;
let report: OnProgress | undefined;
const made: RequestMade[] = [];
const ownFetch = globalThis.fetch?.bind(globalThis);

/** Answers every request as a missing file would, at once. */
class ClosedRequest {
  readonly status = 404;
  readonly readyState = 4;
  readonly response = null;
  readonly responseText = '';
  responseType = '';
  open(): void {}
  send(): void {}
  abort(): void {}
  setRequestHeader(): void {}
  overrideMimeType(): void {}
  addEventListener(): void {}
  getResponseHeader(): null {
    return null;
  }
}

class ClosedDoor {
  constructor() {
    throw new Error('Nothing leaves this device.');
  }
}

/** Must run before DuckDB is instantiated. `engineFiles` is the address of the folder with our wasm files. */
export function closeTheDoors(engineFiles: string | null): void {
  base = engineFiles;
  Object.assign(globalThis, {
    XMLHttpRequest: ClosedRequest,
    WebSocket: ClosedDoor,
    EventSource: ClosedDoor,
    WebTransport: ClosedDoor,
  });
  globalThis.fetch = (input: RequestInfo | URL) => {
    const url = input instanceof Request ? input.url : String(input);
    const name = base !== null && url.startsWith(base) ? url.slice(base.length) : null;
    if (name === null || !/^[\w.-]+$/.test(name)) return Promise.reject(new TypeError('Nothing leaves this device.'));
    return engineFile(name);
  };
}

/** Tells how far the engine's files are fetched from now on. */
export function watchRequests(onProgress: OnProgress): void {
  report = onProgress;
}

export const requestsMade = (): RequestMade[] => made;

export const engineFileUrl = (name: string): string => {
  if (base === null) throw new Error('the engine files have no address');
  return base + name;
};

/** One of our wasm files, kept compressed on the host because not every static host compresses. */
export async function engineFile(name: string): Promise<Response> {
  const url = `${engineFileUrl(name)}.gz`;
  const packed = await ownFetch(url, { credentials: 'same-origin' });
  if (!packed.ok || !packed.body) throw new Error(`${name} could not be read: ${packed.status}`);
  const bytes = Number(packed.headers.get('content-length')) || null;
  const request: RequestMade = { url, bytes: 0 };
  made.push(request);
  const counted = packed.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        request.bytes += chunk.length;
        report?.({ doing: 'Fetching the engine', share: bytes === null ? null : Math.min(1, request.bytes / bytes) });
        controller.enqueue(chunk);
      },
    }),
  );
  return new Response(await unpacked(counted), { headers: { 'content-type': 'application/wasm' } });
}

const GZIP_MAGIC = 0x1f;

/** Some hosts send a .gz file with Content-Encoding, and then the platform has unpacked it already. */
async function unpacked(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const [peek, whole] = stream.tee();
  const reader = peek.getReader();
  const first = await reader.read();
  void reader.cancel();
  return first.value?.[0] === GZIP_MAGIC ? whole.pipeThrough(new DecompressionStream('gzip')) : whole;
}
