import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStaticServer, listen } from '../scripts/build/serve/static-server.ts';

/** One answered request. */
interface Answered {
  /** Requested path and query. */
  readonly url: string;
  readonly status: number;
  /** Bytes of the head and the compressed body on the socket. */
  readonly bytes: number;
}

/** A copy of the built page on a server of its own, which a test can stop, restart and update to a new version. */
export interface Host {
  /** Address of the page, with a slash at the end. */
  readonly page: string;
  readonly origin: string;
  /** Returns the requests answered since the last call, in order. */
  takeAnswered(): readonly Answered[];
  stop(): Promise<void>;
  /** From now on every request is left unanswered ('silent') or is answered with this status. */
  fail(how: 'silent' | number): void;
  start(): Promise<void>;
  /** Publishes a version with another main script, which sets `data-version="two"` on the root element. */
  publishSecond(): Promise<void>;
}

const FIRST_PORT = 4400;

/**
 * Starts a host for the time of `use`.
 *
 * @param options `under` is a sub-path such as "/repo"; `bare` omits headers and compression.
 */
export async function withHost(
  options: { readonly bare: boolean; readonly under: string },
  use: (host: Host) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mien-host-'));
  cpSync('dist', folder, { recursive: true });
  makeOlder(folder);
  const answered: Answered[] = [];
  let server: Server | null = null;
  let port = FIRST_PORT;
  let failing: 'silent' | number | null = null;

  async function start(): Promise<void> {
    const inner = createStaticServer(folder, { bare: options.bare });
    server = createServer((request, response) => {
      const url = request.url ?? '/';
      const { socket } = request;
      const before = socket.bytesWritten;
      response.on('finish', () => {
        answered.push({ url, status: response.statusCode, bytes: socket.bytesWritten - before });
      });
      if (!url.startsWith(`${options.under}/`)) {
        response.writeHead(404).end();
        return;
      }
      if (failing === 'silent') return;
      if (failing) {
        response.writeHead(failing).end();
        return;
      }
      request.url = url.slice(options.under.length);
      inner.emit('request', request, response);
    });
    port = await listen(server, port, 'localhost');
  }

  async function stop(): Promise<void> {
    const running = server;
    server = null;
    if (!running) return;
    running.closeAllConnections();
    await new Promise((resolve) => running.close(resolve));
  }

  await start();
  const origin = `http://localhost:${port}`;
  try {
    await use({
      origin,
      page: `${origin}${options.under}/`,
      fail(how) {
        failing = how;
      },
      takeAnswered: () => answered.splice(0),
      start,
      stop,
      async publishSecond() {
        // The server reads its list of files only when it starts.
        await stop();
        publishSecond(folder);
        await start();
      },
    });
  } finally {
    await stop();
    rmSync(folder, { recursive: true });
  }
}

/** Sets all dates an hour back, because browsers cache files of the last minute differently. */
function makeOlder(folder: string): void {
  const hourAgo = Date.now() / 1000 - 3600;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    utimesSync(join(folder, name), hourAgo, hourAgo);
  }
}

function publishSecond(folder: string): void {
  const assets = join(folder, 'assets');
  const script = readdirSync(assets).find((name) => /^index-.*\.js$/.test(name));
  if (!script) throw new Error('dist/assets has no main script');
  const second = 'index-second.js';
  renameSync(join(assets, script), join(assets, second));
  const code = readFileSync(join(assets, second), 'utf8');
  writeFileSync(join(assets, second), `${code}\ndocument.documentElement.dataset.version = 'two';`);
  const importers = readdirSync(assets).filter((name) => name.endsWith('.js'));
  for (const name of ['index.html', ...importers.map((one) => `assets/${one}`)]) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (text.includes(script)) writeFileSync(join(folder, name), text.replaceAll(script, second));
  }
  // The compressed copies of changed files are of the first version.
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (/\.(br|gz)$/.test(name) && /assets|index|sw\.js/.test(name)) rmSync(join(folder, name));
  }
  const built = spawnSync('npx', ['tsx', 'scripts/build/offline/main.ts', folder], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
}
