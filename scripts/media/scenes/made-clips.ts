import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { filesBelow } from '../../lab/files.ts';
import { CROWDS, crowdFile } from './crowds.ts';
import { REACH_CLIPS, reachFile } from './reach.ts';
import { SCENES, type SceneName } from './scenes.ts';
import { GROUP_FILES, PHOTO_FILES, type Studio, TILE_FILES, withStudio } from './studio.ts';
import { UNPEOPLED_CLIPS, UNPEOPLED_PICTURES, unpeopledClipFile, unpeopledFile } from './unpeopled.ts';

/** The folder to which makeClips writes the clips of scenes.ts, as NAME.webm. */
export const MADE_CLIPS = resolve('.cache/clips');

/** The code that draws and encodes the clips. */
const DRAWN_BY = ['scripts/media/drawing', 'scripts/media/scenes'];

/** Returns the path of the clip of a scene. makeClips must have run before. */
export const madeClip = (scene: SceneName): string => join(MADE_CLIPS, `${scene}.webm`);

/** A file in MADE_CLIPS, and how a studio makes it. */
type Maker = readonly [file: string, make: (studio: Studio) => Promise<Uint8Array>];

/** Makes the clips of scenes.ts unless they exist and were made from the same pictures and code. */
export function makeClips(): Promise<void> {
  const scenes = Object.keys(SCENES) as SceneName[];
  return makeAll(
    'made-from.txt',
    TILE_FILES,
    scenes.map((scene): Maker => [`${scene}.webm`, (studio) => studio.sceneClip(scene)]),
  );
}

/** Makes the clips of reach.ts likewise. Minutes; only the bench needs them. */
export function makeReachClips(): Promise<void> {
  return makeAll(
    'reach/made-from.txt',
    TILE_FILES,
    REACH_CLIPS.map((clip): Maker => [reachFile(clip), (studio) => studio.reachClip(clip)]),
  );
}

/** Makes the pictures of crowds.ts likewise. */
export function makeCrowds(): Promise<void> {
  return makeAll(
    'crowds/made-from.txt',
    GROUP_FILES,
    CROWDS.map((crowd): Maker => [crowdFile(crowd), (studio) => studio.crowd(crowd)]),
  );
}

/** Makes the pictures and clips of unpeopled.ts likewise. */
export function makeUnpeopled(): Promise<void> {
  return makeAll('unpeopled/made-from.txt', PHOTO_FILES, [
    ...UNPEOPLED_PICTURES.map((one): Maker => [unpeopledFile(one), (studio) => studio.unpeopledPicture(one)]),
    ...UNPEOPLED_CLIPS.map(
      (kind): Maker => [unpeopledClipFile(kind), (studio) => studio.unpeopledClip(kind)],
    ),
  ]);
}

/** `markFile`: the file that says from which code and pictures the others were made. */
async function makeAll(
  markFile: string,
  pictures: readonly string[],
  makers: readonly Maker[],
): Promise<void> {
  const hash = createHash('sha256');
  for (const file of [...DRAWN_BY.flatMap(filesBelow), ...pictures]) hash.update(readFileSync(file));
  const made = hash.digest('hex');
  const mark = join(MADE_CLIPS, markFile);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === made) return;
  mkdirSync(dirname(mark), { recursive: true });
  // Removed until all clips are written, because an interrupted run leaves clips from two versions.
  rmSync(mark, { force: true });
  await withStudio(async (studio) => {
    for (const [file, make] of makers) {
      const path = join(MADE_CLIPS, file);
      writeFileSync(`${path}.part`, await make(studio));
      renameSync(`${path}.part`, path);
    }
  });
  writeFileSync(mark, made);
}
