import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import sirv from 'sirv';
import { createStaticServer, listen } from '../serve.ts';

const HOST = 'localhost';
const FIRST_PORT = 4300;
const YEAR = 'public, max-age=31536000, immutable';

/** One answered request. Times in milliseconds since 1970. */
export interface Sent {
  readonly path: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: number;
  /** Bytes on the socket: body as sent (compressed) and headers. */
  readonly bytes: number;
  readonly isClip: boolean;
}

/** A server that keeps account of every byte it sends. */
export interface CountingServer {
  readonly origin: string;
  /** Which clip is given where the page asks for its own. */
  setClip(name: string): void;
  /** Requests answered since the last call. */
  takeSent(): readonly Sent[];
  close(): Promise<void>;
}

/**
 * Serves Mien's built folder exactly as `npm start` does. Its sample clip is replaced by the clip that is
 * measured, so that no other way into the page is needed than its own `?source=sample`.
 */
export function serveMien(folder: string, clips: string): Promise<CountingServer> {
  const server = createStaticServer(folder);
  return count(
    (request, response) => server.emit('request', request, response),
    clips,
    '/sample/sample.webm',
  );
}

/** Serves the peers' pages: compressed like Mien, kept for ever by the browser, without isolation. */
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
  let sent: Sent[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', `http://${HOST}`).pathname;
    const isClip = path === clipPath;
    keepAccount(response, path, isClip, (one) => sent.push(one));
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
    takeSent() {
      const taken = sent;
      sent = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** HTTP/1.1 answers one request after the other on a socket, so the difference is this answer's. */
function keepAccount(
  response: ServerResponse,
  path: string,
  isClip: boolean,
  tell: (sent: Sent) => void,
): void {
  const { socket } = response;
  const before = socket?.bytesWritten ?? 0;
  const startedAt = Date.now();
  response.on('close', () => {
    const bytes = (socket?.bytesWritten ?? 0) - before;
    tell({ path, startedAt, endedAt: Date.now(), status: response.statusCode, bytes, isClip });
  });
}
