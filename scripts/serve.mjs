import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Compressed on the way only up to this size: the engine's 34 MB would take longer to compress than to send. */
const compressBelowBytes = 8 * 2 ** 20;

const compressible = (type) => /^(text|image\/svg)|json|javascript/.test(type);

/** @type {Map<string, Promise<Buffer>>} compressed bodies by file and version */
const compressed = new Map();

const compressedBody = (file, version) => {
  const key = `${file} ${version}`;
  let body = compressed.get(key);
  if (!body) {
    body = readFile(file).then((bytes) => compress(bytes));
    compressed.set(key, body);
    body.catch(() => compressed.delete(key));
  }
  return body;
};

const fileFacts = async (path) => {
  const facts = await stat(path).catch((error) => {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code)) return null;
    throw error;
  });
  return facts;
};

/** The file behind an address, a folder to be redirected to, or null. */
async function find(root, pathname) {
  const path = join(root, pathname);
  if (path !== root && !path.startsWith(root + sep)) return null;
  const facts = await fileFacts(path);
  if (facts?.isFile()) return { file: path, facts };
  if (!facts?.isDirectory()) return null;
  if (!pathname.endsWith('/')) return { redirect: true };
  const index = join(path, 'index.html');
  const indexFacts = await fileFacts(index);
  return indexFacts?.isFile() ? { file: index, facts: indexFacts } : null;
}

const text = (response, status, message, headers = {}) => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  response.end(`${message}\n`);
};

async function answer(request, response, root, base) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(response, 405, 'Only GET and HEAD.');
  const address = new URL(request.url ?? '/', 'http://localhost');
  let pathname;
  try {
    pathname = decodeURIComponent(address.pathname);
  } catch (error) {
    return text(response, 400, `This address cannot be read: ${error.message}`);
  }
  if (pathname.includes('\0')) return text(response, 400, 'This address cannot be read.');
  if (!`${pathname}/`.startsWith(base)) return text(response, 404, `The site is at ${base}`);
  if (!pathname.startsWith(base)) return text(response, 307, 'Moved.', { location: base + address.search });

  const found = await find(root, pathname.slice(base.length - 1));
  if (!found) return text(response, 404, 'There is no such page.');
  if (found.redirect) return text(response, 307, 'Moved.', { location: `${address.pathname}/${address.search}` });

  const { file, facts } = found;
  const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const version = `${facts.size.toString(36)}-${Math.round(facts.mtimeMs).toString(36)}`;
  const headers = {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'cache-control': pathname.includes('/_app/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `W/"${version}"`,
    vary: 'accept-encoding',
  };
  if (request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, headers);
    return response.end();
  }
  if (request.method === 'HEAD') {
    response.writeHead(200, { ...headers, 'content-length': facts.size });
    return response.end();
  }
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (takesGzip && compressible(type) && facts.size < compressBelowBytes) {
    const body = await compressedBody(file, version);
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip', 'content-length': body.length });
    return response.end(body);
  }
  response.writeHead(200, { ...headers, 'content-length': facts.size });
  createReadStream(file)
    .on('error', (error) => response.destroy(error))
    .pipe(response);
}

const listen = (server, port, host) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address().port);
    });
  });

/**
 * Serves a folder of files to this machine only.
 * @param {{ root: string, base?: string, port?: number, fixed?: boolean }} options
 *   `base` begins and ends with a slash; without `fixed` the next free port from `port` upwards is taken; port 0 = any
 * @returns {Promise<{ address: string, port: number, close: () => Promise<void> }>}
 */
export async function serve({ root, base = '/', port = 4173, fixed = false }) {
  const host = '127.0.0.1';
  const server = createServer((request, response) => {
    answer(request, response, root, base).catch((error) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else text(response, 500, 'The server failed; its output says why.');
    });
  });
  let actual = null;
  for (let candidate = port; actual === null; candidate++) {
    try {
      actual = await listen(server, candidate, host);
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || fixed || candidate >= port + 200) throw error;
    }
  }
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `http://${host}:${actual}${base}`, port: actual, close };
}
