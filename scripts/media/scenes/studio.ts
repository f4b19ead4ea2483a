import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { openLabPage } from '../../lab/page.ts';
import { FACE_TILES, type FaceName } from './face-tiles.ts';
import type { NoisyClip } from './noisy-clip.ts';
import type { SceneName } from './scenes.ts';
import type { StudioPage } from './studio-wire.ts';

const PAGE = 'scripts/media/scenes/page';
const TILES = ['wall', ...(Object.keys(FACE_TILES) as FaceName[])] as const;

/** The pictures from which scenes are drawn, in the order of TILES. */
export const TILE_FILES = TILES.map((name) => `e2e/faces/${name}.jpg`);

/** A browser that draws and encodes clips. Clips are returned as the bytes of a WebM file. */
export interface Studio {
  sceneClip(scene: SceneName): Promise<Uint8Array>;
  /** Makes a clip of the photo at a path, held before a noisy camera. */
  noisyClip(photo: string, clip: NoisyClip): Promise<Uint8Array>;
}

/** Calls `use` with a studio, which is closed afterwards, and returns its result. */
export async function withStudio<T>(use: (studio: Studio) => Promise<T>): Promise<T> {
  const built = mkdtempSync(join(tmpdir(), 'mien-studio-'));
  try {
    // Without vite.config.ts, because the studio uses no code of the page.
    await build({
      configFile: false,
      root: PAGE,
      base: './',
      publicDir: false,
      logLevel: 'warn',
      build: { outDir: built, emptyOutDir: true, target: 'es2022' },
    });
    const { page, offer, close } = await openLabPage(built, {});
    try {
      return await use({
        async sceneClip(scene) {
          const urls = offer(TILE_FILES);
          const tiles = Object.fromEntries(TILES.map((name, i) => [name, urls[i] as string]));
          const clip = await page.evaluate(
            ([name, pictures]) => (window as unknown as { studio: StudioPage }).studio.scene(name, pictures),
            [scene, tiles as Record<(typeof TILES)[number], string>] as const,
          );
          return Buffer.from(clip, 'base64');
        },
        async noisyClip(photo, clip) {
          const [url] = offer([photo]);
          const made = await page.evaluate(
            ([picture, how]) => (window as unknown as { studio: StudioPage }).studio.noisy(picture, how),
            [url as string, clip] as const,
          );
          return Buffer.from(made, 'base64');
        },
      });
    } finally {
      await close();
    }
  } finally {
    rmSync(built, { recursive: true });
  }
}
