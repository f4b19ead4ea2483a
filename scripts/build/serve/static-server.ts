import { createServer, type Server } from 'node:http';
import sirv from 'sirv';
import { HEADERS } from '../headers.ts';

const PORTS_TO_TRY = 20;
/** For files with a hash in the name or in the query, because their content never changes. */
const YEAR = 'public, max-age=31536000, immutable';

/**
 * Creates a server of a built folder that does what README, "How to host", recommends: isolation and CSP on every
 * response, brotli or gzip from the build, hashed files cached for a year.
 *
 * @param options `bare` leaves all of that out, like a plain static host.
 */
export function createStaticServer(folder: string, options: { readonly bare?: boolean } = {}): Server {
  const { bare = false } = options;
  const serveFile = sirv(folder, {
    etag: true,
    brotli: !bare,
    gzip: !bare,
    setHeaders(response, path) {
      if (bare) return;
      for (const [name, value] of Object.entries({ ...HEADERS.isolation, ...HEADERS.security })) {
        response.setHeader(name, value);
      }
      const sealed = path.startsWith('/assets/') || response.req.url?.includes('?v=');
      response.setHeader('Cache-Control', sealed ? YEAR : 'no-cache');
    },
  });
  return createServer((request, response) => {
    serveFile(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('Not found');
    });
  });
}

/** Listens on `port`, or on the next free one, and returns its number. Throws if 20 ports in a row are in use. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  for (let tried = port; tried < port + PORTS_TO_TRY; tried++) {
    const free = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
      );
      server.listen(tried, host, () => resolve(true));
    });
    if (free) return tried;
  }
  throw new Error(`No port from ${port} to ${port + PORTS_TO_TRY - 1} is free`);
}
