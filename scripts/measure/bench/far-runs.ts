import type { Browser } from '@playwright/test';
import type { Box } from '#core/types.ts';
import type { FaceName } from '../../media/scenes/face-tiles.ts';
import { MADE_CLIPS } from '../../media/scenes/made-clips.ts';
import { REACH_CLIPS, REACH_FACES, REACH_SECONDS, reachFile } from '../../media/scenes/reach.ts';
import {
  UNPEOPLED_CLIPS,
  UNPEOPLED_PICTURES,
  UNPEOPLED_SECONDS,
  unpeopledClipFile,
  unpeopledFile,
} from '../../media/scenes/unpeopled.ts';
import type { Maker } from './cases.ts';
import { type FalseFaces, falseStills, falseTracks } from './false-faces.ts';
import { load } from './machine.ts';
import type { Place } from './measure.ts';
import { answersASecond, watchers, watchPass } from './pass.ts';
import { type ReachFigures, type ReachRow, type Reference, reachFigures } from './reach.ts';
import { readStills } from './stills.ts';

/** As many faces as the clips have, and room for false ones. */
const MOST_FACES = 16;

export interface FarRun {
  readonly browser: Browser;
  readonly place: (maker: Maker) => Place;
  readonly only: readonly Maker[];
}

/** Each library on each clip of distant faces, one after the other. */
export async function measureReach({ browser, place, only }: FarRun): Promise<readonly ReachRow[]> {
  const field = watchers(MOST_FACES).filter(({ maker }) => only.includes(maker));
  const references = await readReferences(browser, place('mien'));
  const rows: ReachRow[] = [];
  for (const clip of REACH_CLIPS) {
    const results: Record<string, ReachFigures> = {};
    for (const watcher of field) {
      const file = reachFile(clip);
      const pass = await watchPass(browser, place(watcher.maker), watcher, file, REACH_SECONDS);
      const figures = reachFigures(pass, clip, references);
      results[watcher.name] = figures;
      const { inOneSecond, inTwoSeconds, held, fps } = figures;
      console.log(
        `${file}: ${watcher.name}: ${inOneSecond}, ${inTwoSeconds}, ${held} of 12, ${fps.toFixed(1)} answers/s (load ${load()})`,
      );
    }
    rows.push({ clip, results });
  }
  return rows;
}

/** What Mien detects in the large originals, read as photos. */
async function readReferences(browser: Browser, place: Place): Promise<ReadonlyMap<FaceName, Reference>> {
  const [mien] = watchers(1);
  const names = [...new Set(REACH_FACES)];
  const files = names.map((name) => `${name}.jpg`);
  const seen = await readStills(browser, place, mien!, 'e2e/faces', files);
  return new Map(
    names.map((name, i) => {
      const [face] = [...seen[i]!.sightings].sort((a, b) => area(b.box) - area(a.box));
      if (!face?.keypoints) throw new Error(`no face in the original of ${name}`);
      return [name, { box: face.box, keypoints: face.keypoints }];
    }),
  );
}

function area({ width, height }: Box): number {
  return width * height;
}

/** Each library on the pictures and clips that show no person. */
export async function measureFalseFaces({ browser, place, only }: FarRun): Promise<readonly FalseFaces[]> {
  const all: FalseFaces[] = [];
  for (const watcher of watchers(MOST_FACES).filter(({ maker }) => only.includes(maker))) {
    const where = place(watcher.maker);
    const files = UNPEOPLED_PICTURES.map(unpeopledFile);
    const seen = await readStills(browser, where, watcher, MADE_CLIPS, files);
    seen.forEach(({ sightings }, i) => {
      for (const { box, score, labelled } of sightings)
        console.log(
          `${watcher.name}: ${files[i]}: ${box.width.toFixed(0)} px at ${box.x.toFixed(0)}, ${box.y.toFixed(0)}, score ${score?.toFixed(2)}${labelled ? ', labelled' : ''}`,
        );
    });
    const stills = falseStills(
      seen.map(({ sightings }, i) => ({ kind: UNPEOPLED_PICTURES[i]!.kind, sightings })),
    );
    const watched = [];
    for (const kind of UNPEOPLED_CLIPS) {
      const pass = await watchPass(browser, where, watcher, unpeopledClipFile(kind), UNPEOPLED_SECONDS);
      watched.push({ kind, pass, fps: answersASecond(pass) });
    }
    const clips = falseTracks(watched, UNPEOPLED_SECONDS);
    console.log(
      `${watcher.name}: ${stills.per100.toFixed(1)} false faces per 100 pictures, ${clips.perMinute.toFixed(1)} false tracks a minute (load ${load()})`,
    );
    all.push({ name: watcher.name, stills, clips });
  }
  return all;
}
