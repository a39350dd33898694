import { base, build, files, prerendered, version } from '$service-worker';

/**
 * Keeps the program for offline use and gives its scripts a policy of their own: the page's policy does not bind
 * a worker that is started from an address. Nothing a person opens passes here: files are read, not fetched.
 */
interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waiting {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
// The page's type check has no service worker; these are the parts of one used here.
const worker = globalThis as unknown as {
  addEventListener(type: 'install' | 'activate', heard: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', heard: (event: Fetching) => void): void;
  clients: { claim(): Promise<void> };
};

const PROGRAM = `sojourn-${version}`;
const ENGINE = `sojourn-engine-${version}`;
const ENGINE_FOLDER = `${base}/engine/`;

const engineFiles = files.filter((file) => file.startsWith(ENGINE_FOLDER));
const program = [...build, ...files.filter((file) => !engineFiles.includes(file)), ...prerendered];
const known = new Set(program);

const POLICY = [
  "default-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "script-src 'self' 'wasm-unsafe-eval'",
  "object-src 'none'",
].join('; ');

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(PROGRAM).then((cache) => cache.addAll(program)));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(take());
});

async function take(): Promise<void> {
  const engine = await caches.open(ENGINE);
  // Engine files are large and seldom new, so those held are asked for again and mostly answered by the HTTP cache.
  const wanted = new Set([`${ENGINE_FOLDER}duckdb-eh.wasm.gz`]);
  for (const name of await caches.keys()) {
    if (!name.startsWith('sojourn-') || name === PROGRAM || name === ENGINE) continue;
    if (name.startsWith('sojourn-engine-'))
      for (const { url } of await (await caches.open(name)).keys()) wanted.add(new URL(url).pathname);
    await caches.delete(name);
  }
  await worker.clients.claim();
  for (const path of wanted) {
    if (!engineFiles.includes(path) || (await engine.match(path))) continue;
    const response = await fetch(path);
    if (response.ok) await engine.put(path, response);
  }
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const path = url.pathname.replace(/index\.html$/, '');
  if (engineFiles.includes(path)) event.respondWith(engineFile(request, path));
  else if (known.has(path)) event.respondWith(programFile(request, path));
});

async function programFile(request: Request, path: string): Promise<Response> {
  const held = await (await caches.open(PROGRAM)).match(path);
  const response = held ?? (await fetch(request));
  return request.mode === 'navigate' ? response : guarded(response);
}

async function engineFile(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(ENGINE);
  const held = await cache.match(path);
  if (held) return held;
  const response = await fetch(request);
  if (response.ok) await cache.put(path, response.clone());
  return response;
}

/** The same response under our policy. */
function guarded(response: Response): Response {
  if (!response.ok || response.redirected) return response;
  const headers = new Headers(response.headers);
  headers.set('content-security-policy', POLICY);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
