import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import sirv from 'sirv';
import { createStaticServer, listen } from '../../build/serve/static-server.ts';

const HOST = 'localhost';
const FIRST_PORT = 4300;
const YEAR = 'public, max-age=31536000, immutable';

/** One answered request. */
export interface Sent {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly status: number;
  /** Bytes on the socket: compressed body and headers. */
  readonly bytes: number;
  readonly isClip: boolean;
}

/** A server that counts every byte it sends. */
export interface CountingServer {
  readonly origin: string;
  /** Selects the clip that is served instead of the page's own. */
  setClip(name: string): void;
  /** Returns the requests since the last call. Call it only while no request is in progress. */
  takeSent(): readonly Sent[];
  close(): Promise<void>;
}

/**
 * Serves Mien's built folder as `npm start` does, with the measured clip in place of the sample, so that the page plays
 * it with its own `?source=sample`.
 */
export function serveMien(folder: string, clips: string): Promise<CountingServer> {
  const server = createStaticServer(folder);
  return count(
    (request, response) => server.emit('request', request, response),
    clips,
    '/sample/sample.webm',
  );
}

/** Serves the peers' pages: compressed and cached like Mien's, but without cross-origin isolation. */
export function servePeers(folder: string, clips: string): Promise<CountingServer> {
  const serveFile = sirv(folder, {
    etag: true,
    brotli: true,
    setHeaders(response, path) {
      response.setHeader('Cache-Control', path.endsWith('.html') ? 'no-cache' : YEAR);
    },
  });
  const listener: RequestListener = (request, response) =>
    serveFile(request, response, () => {
      response.writeHead(404);
      response.end();
    });
  return count(listener, clips, '/clip.webm');
}

async function count(listener: RequestListener, clips: string, clipPath: string): Promise<CountingServer> {
  const serveClip = sirv(clips, {
    dev: true,
    setHeaders: (response) => response.setHeader('Cache-Control', 'no-store'),
  });
  let clip = '';
  const ledger = createLedger();
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', `http://${HOST}`).pathname;
    const isClip = path === clipPath;
    ledger.open(request, response, path, isClip);
    if (!isClip) {
      listener(request, response);
      return;
    }
    request.url = `/${clip}`;
    serveClip(request, response, () => {
      response.writeHead(404).end();
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await listen(server, FIRST_PORT, HOST);
  return {
    origin: `http://${HOST}:${port}`,
    setClip(name) {
      clip = name;
    },
    takeSent: ledger.take,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A request whose bytes are still being sent. `before`: bytes that its socket had sent before it. */
interface Account {
  readonly path: string;
  readonly isClip: boolean;
  readonly startedAt: number;
  readonly response: ServerResponse;
  readonly before: number;
}

interface Ledger {
  open(request: IncomingMessage, response: ServerResponse, path: string, isClip: boolean): void;
  take(): readonly Sent[];
}

/**
 * Counts bytes by socket: HTTP/1.1 answers one request after another on a socket, so an answer's bytes are those sent
 * between its request and the next one. They are not counted when the answer closes, because its last bytes may then
 * be missing from the socket's count.
 */
function createLedger(): Ledger {
  const accounts = new Map<Socket, Account>();
  let closed: Sent[] = [];
  const settle = (socket: Socket) => {
    const account = accounts.get(socket);
    accounts.delete(socket);
    if (!account) return;
    const { path, isClip, startedAt, response, before } = account;
    const bytes = socket.bytesWritten - before;
    closed.push({ path, isClip, startedAt, status: response.statusCode, bytes });
  };
  return {
    open({ socket }, response, path, isClip) {
      settle(socket);
      accounts.set(socket, { path, isClip, response, startedAt: Date.now(), before: socket.bytesWritten });
    },
    take() {
      for (const socket of [...accounts.keys()]) settle(socket);
      const taken = closed;
      closed = [];
      return taken;
    },
  };
}
