import { createReadStream } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import sirv from 'sirv';
import { build } from 'vite';
import { listen } from '../build/serve/static-server.ts';
import { ensureChromium } from '../run/setup.mjs';

const HOST = 'localhost';
const FIRST_PORT = 4500;
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** A page for measurements that runs the product's code in Chromium and reads files from this machine. */
export interface LabPage {
  readonly page: Page;
  readonly browser: string;
  /** Serves these files, instead of those of the previous call, and returns their addresses in the same order. */
  offer(paths: readonly string[]): readonly string[];
  close(): Promise<void>;
}

/** Builds the page in the folder `root` (its index.html) into the folder `built`. */
export async function buildLabPage(root: string, built: string): Promise<void> {
  await build({
    root,
    configFile: resolve('vite.config.ts'),
    publicDir: false,
    // Vite's warnings about the libraries would otherwise be mixed with the errors of the command.
    logLevel: 'error',
    build: { outDir: resolve(built), emptyOutDir: true },
  });
}

/**
 * Serves a built page and opens it in Chromium.
 *
 * @param models folders of models by the address at which the page expects them.
 * @param isolated whether the page is cross-origin isolated: its clock then has steps of 5 µs instead of 100 µs.
 */
export async function openLabPage(
  built: string,
  models: Readonly<Record<string, string>>,
  isolated = false,
): Promise<LabPage> {
  // Before the server starts, so that a missing browser leaves no server running.
  const browser = await chromium.launch({ executablePath: await ensureChromium() });
  const offered = new Map<string, string>();
  const server = createServer(serveLab(built, models, offered, isolated ? ISOLATION : {}));
  const close = async () => {
    await browser.close();
    await closeServer(server);
  };
  try {
    const port = await listen(server, FIRST_PORT, HOST);
    const page = await browser.newPage();
    await page.goto(`http://${HOST}:${port}/`);
    return {
      page,
      browser: `Chromium ${browser.version()}`,
      offer(paths) {
        offered.clear();
        return paths.map((path, i) => {
          const url = `/picture/${i}`;
          offered.set(url, path);
          return url;
        });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function serveLab(
  built: string,
  models: Readonly<Record<string, string>>,
  offered: ReadonlyMap<string, string>,
  headers: Readonly<Record<string, string>>,
): RequestListener {
  const setHeaders = (response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  };
  const folders = [...Object.entries(models), ['', built] as const].map(
    ([prefix, folder]) => [prefix, sirv(folder, { dev: true, setHeaders })] as const,
  );
  return (request, response) => {
    const url = request.url ?? '/';
    const missing = () => {
      response.writeHead(404).end();
    };
    const picture = offered.get(url);
    if (picture !== undefined) {
      response.writeHead(200, { 'Cache-Control': 'no-store' });
      createReadStream(picture).pipe(response);
      return;
    }
    const folder = folders.find(([prefix]) => url.startsWith(`${prefix}/`));
    if (!folder) {
      missing();
      return;
    }
    const [prefix, serve] = folder;
    request.url = url.slice(prefix.length);
    serve(request, response, missing);
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
