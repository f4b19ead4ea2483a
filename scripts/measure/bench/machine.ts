import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import type { Browser } from '@playwright/test';
import { isHardware } from '#core/renderer.ts';

/** Load average of the last minute above which other processes disturb the measurement. */
export const QUIET_LOAD = 1.5;

export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly browser: string;
  /** WebGL renderer as the browser reports it; null if it does not. */
  readonly renderer: string | null;
  readonly hardwareGl: boolean;
  readonly node: string;
  /** Commit of the working tree; null if the page was built elsewhere (--folder). */
  readonly commit: string | null;
  readonly loadAtStart: number;
}

/** Describes this machine. `builtHere`: the measured page was built from this working tree. */
export async function describeMachine(browser: Browser, builtHere: boolean): Promise<Machine> {
  const renderer = await rendererOf(browser);
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1e9),
    browser: `Chromium ${browser.version()}`,
    renderer,
    hardwareGl: isHardware(renderer),
    node: process.version,
    commit: builtHere ? commit() : null,
    loadAtStart: load(),
  };
}

/** Returns the load average of the last minute, rounded to hundredths. */
export function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}

async function rendererOf(browser: Browser): Promise<string | null> {
  const page = await browser.newPage();
  try {
    return await page.evaluate<string | null>(`(() => {
      const gl = document.createElement('canvas').getContext('webgl2');
      const info = gl?.getExtension('WEBGL_debug_renderer_info');
      return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : null;
    })()`);
  } finally {
    await page.close();
  }
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
