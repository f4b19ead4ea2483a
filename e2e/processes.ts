import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/**
 * Bytes of memory that the browser's pages hold (resident set of its renderer processes), which counts what no
 * heap of JavaScript does: decoded pictures, wasm memory, textures in software. Null where there is no /proc:
 * only Linux tells.
 */
export async function rendererBytes(browser: Browser): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  return (await rendererIds(browser)).reduce((sum, id) => sum + residentBytes(id), 0);
}

/** Stops the browser's pages and their workers as a sleeping laptop does, and wakes them after `ms`. */
export async function sleepRenderers(browser: Browser, ms: number): Promise<void> {
  const ids = await rendererIds(browser);
  for (const id of ids) process.kill(id, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const id of ids) process.kill(id, 'SIGCONT');
}

async function rendererIds(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

function residentBytes(id: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
