import type { Browser } from '@playwright/test';
import type { Box } from '#core/types.ts';
import {
  CROWDS,
  crowdFile,
  GROUP_FOLDER,
  GROUP_NAMES,
  GROUPS,
  type GroupName,
} from '../../media/scenes/crowds.ts';
import { MADE_CLIPS } from '../../media/scenes/made-clips.ts';
import { type CrowdFigures, type CrowdRow, crowdFigures, medianWidth } from './crowds.ts';
import type { FarRun } from './far-runs.ts';
import { load } from './machine.ts';
import type { Place } from './measure.ts';
import { watchers } from './pass.ts';
import { readStills } from './stills.ts';

/** As many faces as a crowd has, and room for false ones. */
const MOST_FACES = 64;
/** The pictures' names tell the width of their faces, so the originals must have the width that is noted for them. */
const WIDTH_OFF = 2;

/** Each library on the pictures of crowds. */
export async function measureCrowds({ browser, place, only }: FarRun): Promise<readonly CrowdRow[]> {
  const groups = await readGroups(browser, place('mien'));
  const rows = CROWDS.map((crowd) => ({ crowd, results: {} as Record<string, CrowdFigures> }));
  for (const watcher of watchers(MOST_FACES).filter(({ maker }) => only.includes(maker))) {
    const files = CROWDS.map(crowdFile);
    const answers = await readStills(browser, place(watcher.maker), watcher, MADE_CLIPS, files);
    rows.forEach(({ crowd, results }, i) => {
      const figures = crowdFigures(answers[i]!, crowd, groups);
      results[watcher.name] = figures;
      const { found, faces, doubled, strays } = figures;
      console.log(
        `${files[i]}: ${watcher.name}: ${found} of ${faces}, ${doubled} twice, ${strays} elsewhere (load ${load()})`,
      );
    });
  }
  return rows;
}

/** What Mien detects in the originals, whose faces are large. */
async function readGroups(browser: Browser, place: Place): Promise<ReadonlyMap<GroupName, readonly Box[]>> {
  const [mien] = watchers(1);
  const files = GROUP_NAMES.map((name) => GROUPS[name].file);
  const answers = await readStills(browser, place, mien!, GROUP_FOLDER, files);
  return new Map(
    GROUP_NAMES.map((name, i) => {
      const boxes = answers[i]!.sightings.map(({ box }) => box);
      const { faces, faceWidth } = GROUPS[name];
      if (boxes.length !== faces)
        throw new Error(`${boxes.length} faces in the original of ${name}, not ${faces}`);
      if (Math.abs(medianWidth(boxes) - faceWidth) > WIDTH_OFF)
        throw new Error(`faces of ${medianWidth(boxes)} pixels in the original of ${name}, not ${faceWidth}`);
      return [name, boxes];
    }),
  );
}
