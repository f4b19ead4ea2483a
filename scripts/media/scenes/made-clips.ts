import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from '@playwright/test';
import { serveLab } from '../../../e2e/lab/serve-lab.ts';
import { FACE_TILES, type FaceName } from './faces.ts';
import type { Tiles } from './scene-clip.ts';
import { SCENES, type SceneName } from './scenes.ts';

/** Where the clips of lab/scenes.ts lie once they are made, as NAME.webm. */
export const MADE_CLIPS = resolve('.cache/clips');

const FACES = 'e2e/faces';
const DRAWN_BY = ['faces.ts', 'record.ts', 'scene-clip.ts', 'scenes.ts'].map(
  (file) => `scripts/media/scenes/${file}`,
);

/** The address of the clip of a scene; makeClips has made it. */
export const madeClip = (scene: SceneName): string => join(MADE_CLIPS, `${scene}.webm`);

/** Makes the clips, in a page of `launch`'s browser, unless they lie there from the same pictures and code. */
export async function makeClips(launch: () => Promise<Browser>): Promise<void> {
  const names = ['wall', ...(Object.keys(FACE_TILES) as FaceName[])] as const;
  const fileOf = (name: keyof Tiles) => join(FACES, `${name}.jpg`);
  const hash = createHash('sha256');
  for (const file of [...DRAWN_BY, ...names.map(fileOf)]) hash.update(readFileSync(file));
  const made = hash.digest('hex');
  const mark = join(MADE_CLIPS, 'made-from.txt');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === made) return;
  const tiles = Object.fromEntries(
    names.map((name) => [name, readFileSync(fileOf(name)).toString('base64')]),
  ) as Record<keyof Tiles, string>;
  mkdirSync(MADE_CLIPS, { recursive: true });
  // Gone until all are there: a run that is ended midway leaves clips of two kinds.
  rmSync(mark, { force: true });
  const browser = await launch();
  try {
    await serveLab(async (url) => {
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForFunction(() => 'lab' in window);
      for (const scene of Object.keys(SCENES) as SceneName[]) {
        const clip = await page.evaluate(([name, pictures]) => window.lab.sceneClip(name, pictures), [
          scene,
          tiles,
        ] as const);
        const unfinished = `${madeClip(scene)}.part`;
        writeFileSync(unfinished, Buffer.from(clip, 'base64'));
        renameSync(unfinished, madeClip(scene));
      }
    });
    writeFileSync(mark, made);
  } finally {
    await browser.close();
  }
}
