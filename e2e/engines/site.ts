import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { HEADERS } from '../../scripts/headers.ts';
import { createStaticServer } from '../../scripts/serve.ts';

const DIST = 'dist';

/** A server of the built page that can run a test's script before the page's scripts. */
export interface Site {
  /** Origin with a slash at the end. */
  readonly url: string;
  /** Sets code that runs before the page's scripts from the next load on; empty for none. */
  inject(code: string): void;
  /** Sets code that runs before the engine worker's script; empty for none. */
  breakWorker(code: string): void;
  /** 'up' serves no service worker, whose cache would hide changed files; 'down' closes every connection. */
  become(state: 'up' | 'up with service worker' | 'down'): void;
  close(): Promise<void>;
}

/**
 * Records errors, warnings and results in the page, because WebDriver cannot read the page's console. It is served as
 * a file, because the policy `script-src 'self'` blocks inline scripts.
 */
const WATCH = `
  globalThis.watch = { complaints: [], results: [] };
  const complain = (text) => globalThis.watch.complaints.push(text);
  for (const level of ['error', 'warn']) {
    const write = console[level];
    console[level] = (...words) => { complain(level + ': ' + words.join(' ')); write.apply(console, words); };
  }
  addEventListener('error', (event) => complain('uncaught: ' + (event.message || event.target?.src)), true);
  addEventListener('unhandledrejection', (event) => complain('unhandled: ' + String(event.reason)));
  document.addEventListener('securitypolicyviolation', (event) => complain('refused: ' + event.blockedURI));
  addEventListener('mien-result', (event) => globalThis.watch.results.push(event.detail));
`;

/** Serves the built page on a free port. Nothing is cached, so that no test depends on the one before. */
export async function serveSite(): Promise<Site> {
  let injected = '';
  let workerCode = '';
  let state: Parameters<Site['become']>[0] = 'up';
  const files = createStaticServer(DIST);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (state === 'down') {
      request.destroy();
      return;
    }
    if (path === '/sw.js' && state === 'up') {
      response.writeHead(404).end();
      return;
    }
    if (path === '/before.js') {
      response.writeHead(200, {
        'Content-Type': 'text/javascript',
        'Cache-Control': 'no-store',
        ...HEADERS.isolation,
      });
      response.end(`${WATCH}\n{${injected}}`);
      return;
    }
    if (path === '/') {
      const html = readFileSync(join(DIST, 'index.html'), 'utf8');
      const headers = { ...HEADERS.isolation, ...HEADERS.security, 'Cache-Control': 'no-store' };
      response.writeHead(200, { 'Content-Type': 'text/html', ...headers });
      response.end(html.replace('<meta charset', '<script src="./before.js"></script><meta charset'));
      return;
    }
    if (workerCode !== '' && /^\/assets\/worker-.*\.js$/.test(path)) {
      response.writeHead(200, {
        'Content-Type': 'text/javascript',
        'Cache-Control': 'no-store',
        ...HEADERS.isolation,
      });
      response.end(`{${workerCode}}\n${readFileSync(join(DIST, path), 'utf8')}`);
      return;
    }
    // Nothing may be cached between tests, although the product's server allows it for a year.
    const setHeader = response.setHeader.bind(response);
    response.setHeader = (name, value) => setHeader(name, name === 'Cache-Control' ? 'no-store' : value);
    files.emit('request', request, response);
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    inject(code) {
      injected = code;
    },
    become(next) {
      state = next;
    },
    breakWorker(code) {
      workerCode = code;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
