import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filesBelow } from '../../lab/files.ts';
import { SCENES, type SceneName } from './scenes.ts';
import { TILE_FILES, withStudio } from './studio.ts';

/** The folder to which makeClips writes the clips of scenes.ts, as NAME.webm. */
export const MADE_CLIPS = resolve('.cache/clips');

/** The code that draws and encodes the clips. */
const DRAWN_BY = ['scripts/media/drawing', 'scripts/media/scenes'];

/** Returns the path of the clip of a scene. makeClips must have run before. */
export const madeClip = (scene: SceneName): string => join(MADE_CLIPS, `${scene}.webm`);

/** Makes the clips unless they exist and were made from the same pictures and code. */
export async function makeClips(): Promise<void> {
  const hash = createHash('sha256');
  for (const file of [...DRAWN_BY.flatMap(filesBelow), ...TILE_FILES]) hash.update(readFileSync(file));
  const made = hash.digest('hex');
  const mark = join(MADE_CLIPS, 'made-from.txt');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === made) return;
  mkdirSync(MADE_CLIPS, { recursive: true });
  // Removed until all clips are written, because an interrupted run leaves clips from two versions.
  rmSync(mark, { force: true });
  await withStudio(async (studio) => {
    for (const scene of Object.keys(SCENES) as SceneName[]) {
      const unfinished = `${madeClip(scene)}.part`;
      writeFileSync(unfinished, await studio.sceneClip(scene));
      renameSync(unfinished, madeClip(scene));
    }
  });
  writeFileSync(mark, made);
}
