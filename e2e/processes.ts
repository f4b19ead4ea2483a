import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/**
 * Bytes of memory that the browser's pages hold (resident set of its renderer processes), which counts what no
 * heap of JavaScript does: decoded pictures, wasm memory, textures in software. Null where there is no /proc: only Linux tells.
 */
export async function rendererBytes(browser: Browser): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return renderers.reduce((sum, { id }) => sum + residentBytes(id), 0);
}

function residentBytes(id: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
