import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { createStaticServer, listen } from '../../scripts/serve.ts';

/**
 * A worker fixture. Builds the lab page (this folder) like the product, serves it with the shipped models, and passes
 * its address to `use`.
 */
export async function serveLab(use: (url: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mien-lab-'));
  await build({
    configFile: false,
    root: 'e2e/lab',
    base: './',
    publicDir: resolve('public'),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 900 },
  });
  const server = createStaticServer(folder);
  const port = await listen(server, 4480, 'localhost');
  await use(`http://localhost:${port}`);
  server.close();
  rmSync(folder, { recursive: true });
}
