import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/**
 * Resident memory of the browser's renderer processes in bytes. It includes what JavaScript heaps do not: decoded
 * pictures, WASM memory and software textures. Null except on Linux, because it is read from /proc.
 */
export async function rendererBytes(browser: Browser): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  return (await rendererIds(browser)).reduce((sum, id) => sum + residentBytes(id), 0);
}

/** Suspends the renderer processes for `ms` milliseconds, like a sleeping laptop. */
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
