import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Everything outside this machine, played by one server: whoever knocks is counted. */
export interface Elsewhere {
  /** Another origin that answers: `http://127.0.0.1:…` has the site's host, but not its port. */
  origin: string;
  port: number;
  /** One entry for each connection: the request line, or the host a TLS client asked for. */
  hits: string[];
  close(): Promise<void>;
}

const ANSWER =
  'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\naccess-control-allow-origin: *\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok';

/** A TLS client's first bytes carry the name of the host in clear. */
const described = (bytes: Buffer): string => {
  const text = bytes.toString('latin1');
  if (bytes[0] !== 0x16) return text.split('\r\n').slice(0, 2).join(' ');
  return `TLS ${/([a-z0-9-]+\.)+[a-z]{2,}/i.exec(text)?.[0] ?? 'to an unnamed host'}`;
};

export async function startElsewhere(): Promise<Elsewhere> {
  const hits: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A browser that gives up resets the connection; the knock is counted already.
    socket.on('error', () => socket.destroy());
    socket.once('data', (bytes) => {
      hits.push(described(bytes));
      socket.end(bytes[0] === 0x16 ? '' : ANSWER);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    hits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
