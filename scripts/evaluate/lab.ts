import { createReadStream, existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import sirv from 'sirv';
import { build } from 'vite';
import type { EngineInfo } from '#engine/protocol.ts';
import { listen } from '../serve.ts';
import { fingerprint } from './fingerprint.ts';
import type { Lab, PictureReply, PictureRequest } from './lab-wire.ts';

const PAGE = 'scripts/evaluate/page';
const BUILT = '.cache/evaluate/page';
const DETECTORS = 'public/models/face-detector';
const HOST = 'localhost';
const FIRST_PORT = 4500;
const CHROMIUM = '/usr/bin/chromium';

/** The page's own engine in a real browser, fed with files. */
export interface RunningLab {
  readonly info: EngineInfo;
  readonly browser: string;
  /** Of everything that a reading depends on. */
  readonly fingerprint: string;
  /** Reads picture files as the page reads photos, in their order. */
  read(
    pictures: readonly (Omit<PictureRequest, 'url'> & { readonly path: string })[],
  ): Promise<readonly PictureReply[]>;
  close(): Promise<void>;
}

/** Builds the lab page, serves it with the network of the folder `attributes`, and starts it in Chromium. */
export async function startLab(attributes: string): Promise<RunningLab> {
  await build({
    root: PAGE,
    configFile: resolve('vite.config.ts'),
    publicDir: false,
    logLevel: 'warn',
    build: { outDir: resolve(BUILT), emptyOutDir: true },
  });
  const pictures = new Map<string, string>();
  const server = createServer(serveLab(attributes, pictures));
  const port = await listen(server, FIRST_PORT, HOST);
  const executablePath = process.env.MIEN_CHROMIUM ?? (existsSync(CHROMIUM) ? CHROMIUM : undefined);
  const browser = await chromium.launch({ ...(executablePath && { executablePath }) });
  const close = async () => {
    await browser.close();
    await closeServer(server);
  };
  try {
    const page = await browser.newPage();
    await page.goto(`http://${HOST}:${port}/`);
    const info = await page.evaluate(() => (window as unknown as { lab: Lab }).lab.boot());
    return {
      info,
      browser: `Chromium ${browser.version()}`,
      fingerprint: fingerprint(DETECTORS, attributes),
      async read(wanted) {
        pictures.clear();
        const requests = wanted.map(({ path, ...rest }, i) => {
          pictures.set(`/picture/${i}`, path);
          return { ...rest, url: `/picture/${i}` };
        });
        return page.evaluate((all) => (window as unknown as { lab: Lab }).lab.read(all), requests);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The built page at the root, models where the page expects them, and the pictures that are being read. */
function serveLab(attributes: string, pictures: ReadonlyMap<string, string>): RequestListener {
  const folders = [
    ['/models/face-attributes', sirv(attributes, { dev: true })],
    ['/models/face-detector', sirv(DETECTORS, { dev: true })],
    ['', sirv(BUILT, { dev: true })],
  ] as const;
  return (request, response) => {
    const url = request.url ?? '/';
    const missing = () => {
      response.writeHead(404).end();
    };
    const picture = pictures.get(url);
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
