import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { openLabPage } from '../../lab/page.ts';
import { type Crowd, GROUP_FOLDER, GROUP_NAMES, GROUPS } from './crowds.ts';
import { FACE_TILES, type FaceName } from './face-tiles.ts';
import type { NoisyClip } from './noisy-clip.ts';
import type { ReachClip } from './reach.ts';
import type { SceneName } from './scenes.ts';
import type { GroupAddresses, StudioPage, TileAddresses } from './studio-wire.ts';
import { UNPEOPLED_PHOTOS, type UnpeopledKind, type UnpeopledPicture } from './unpeopled.ts';

const PAGE = 'scripts/media/scenes/page';
const TILES = ['wall', ...(Object.keys(FACE_TILES) as FaceName[])] as const;

/** The pictures from which scenes are drawn, in the order of TILES. */
export const TILE_FILES = TILES.map((name) => `e2e/faces/${name}.jpg`);

/** The photos that pictures without people are cut from. */
export const PHOTO_FILES = UNPEOPLED_PHOTOS.map(({ file }) => file);

/** The photos that crowds are made from, in the order of GROUP_NAMES. */
export const GROUP_FILES = GROUP_NAMES.map((name) => `${GROUP_FOLDER}/${GROUPS[name].file}`);

interface StudioWindow {
  readonly studio: StudioPage;
}

/** A browser that draws and encodes clips. Clips are returned as the bytes of a WebM file. */
export interface Studio {
  sceneClip(scene: SceneName): Promise<Uint8Array>;
  reachClip(clip: ReachClip): Promise<Uint8Array>;
  /** Makes a JPEG file. */
  crowd(crowd: Crowd): Promise<Uint8Array>;
  /** Makes a JPEG file. */
  unpeopledPicture(picture: UnpeopledPicture): Promise<Uint8Array>;
  unpeopledClip(kind: UnpeopledKind): Promise<Uint8Array>;
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
      const ask = async (files: readonly string[], run: (urls: readonly string[]) => Promise<string>) =>
        Buffer.from(await run(offer(files)), 'base64');
      return await use({
        sceneClip: (scene) =>
          ask(TILE_FILES, (urls) =>
            page.evaluate(([name, tiles]) => (window as unknown as StudioWindow).studio.scene(name, tiles), [
              scene,
              tileAddresses(urls),
            ] as const),
          ),
        reachClip: (clip) =>
          ask(TILE_FILES, (urls) =>
            page.evaluate(
              ([which, tiles]) => (window as unknown as StudioWindow).studio.reach(which, tiles),
              [clip, tileAddresses(urls)] as const,
            ),
          ),
        crowd: (crowd) =>
          ask(GROUP_FILES, (urls) =>
            page.evaluate(
              ([which, groups]) => (window as unknown as StudioWindow).studio.crowd(which, groups),
              [crowd, groupAddresses(urls)] as const,
            ),
          ),
        noisyClip: (photo, clip) =>
          ask([photo], (urls) =>
            page.evaluate(
              ([picture, how]) => (window as unknown as StudioWindow).studio.noisy(picture, how),
              [urls[0] as string, clip] as const,
            ),
          ),
        unpeopledPicture: (picture) =>
          ask(PHOTO_FILES, (urls) =>
            page.evaluate(
              ([which, photos]) => (window as unknown as StudioWindow).studio.unpeopled(which, photos),
              [picture, urls] as const,
            ),
          ),
        unpeopledClip: (kind) =>
          ask(PHOTO_FILES, (urls) =>
            page.evaluate(
              ([which, photos]) => (window as unknown as StudioWindow).studio.unpeopledClip(which, photos),
              [kind, urls] as const,
            ),
          ),
      });
    } finally {
      await close();
    }
  } finally {
    rmSync(built, { recursive: true });
  }
}

/** `urls`: addresses of GROUP_FILES, in their order. */
function groupAddresses(urls: readonly string[]): GroupAddresses {
  return Object.fromEntries(GROUP_NAMES.map((name, i) => [name, urls[i]])) as GroupAddresses;
}

/** `urls`: addresses of TILE_FILES, in their order. */
function tileAddresses(urls: readonly string[]): TileAddresses {
  return Object.fromEntries(TILES.map((name, i) => [name, urls[i]])) as TileAddresses;
}
