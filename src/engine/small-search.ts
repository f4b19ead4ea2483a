import {
  candidatesAmong,
  confirmedBy,
  dueTiles,
  FEW_TILES,
  fits,
  isSeed,
  LEAST_SEED,
  MOST_SMALL_TILES,
  type SmallPass,
  smallPasses,
  withCloseLooks,
} from '#core/small-faces.ts';
import type { StillDetection, StillView } from '#core/still.ts';
import { viewsAround } from '#core/views.ts';
import type { Search } from './still-view.ts';

/**
 * Adds the faces that are too small for the views of core/still.ts: first the tiles of core/small-faces.ts, then a
 * close look at everything that they show. A picture with near faces alone is returned as it is.
 *
 * @param faces those that are known.
 * @param seen everything that the passes before detected, believable or not.
 * @returns all faces, not yet merged.
 */
export async function searchSmallFaces(
  search: Search,
  faces: readonly StillDetection[],
  seen: readonly StillDetection[],
): Promise<readonly StillDetection[]> {
  const passes = smallPasses(search.picture);
  const [first] = passes;
  if (!first || (faces.length > 0 && !faces.some((one) => isSeed(one, first)))) return faces;
  const shown = await searchTiles(search, passes, seen);
  const candidates = candidatesAmong(shown, faces);
  return withCloseLooks(faces, confirmedBy(candidates, await lookCloser(search, candidates)));
}

/** Detections in tiles. `seen`: those of the passes before. */
async function searchTiles(
  { look, detector }: Search,
  passes: readonly SmallPass[],
  seen: readonly StillDetection[],
): Promise<readonly StillDetection[]> {
  const shown: StillDetection[] = [];
  let left = MOST_SMALL_TILES;
  for (const pass of passes) {
    const searched = new Set<StillView>();
    const due = () =>
      dueTiles(
        pass.tiles,
        searched,
        [...seen, ...shown].filter((one) => isSeed(one, pass)),
      );
    let next = pass === passes[0] && pass.tiles.length <= FEW_TILES ? pass.tiles : due();
    while (next.length > 0 && left > 0) {
      const round = next.slice(0, left);
      left -= round.length;
      for (const tile of round) searched.add(tile);
      const found = await look(detector, round, { least: LEAST_SEED });
      shown.push(...found.filter((one) => fits(one, pass)));
      next = due();
    }
  }
  return shown;
}

/** What a view around each candidate, or around a few that are close together, shows. */
function lookCloser(
  { look, detector, picture }: Search,
  candidates: readonly StillDetection[],
): Promise<readonly StillDetection[]> {
  const boxes = candidates.map(({ box }) => box);
  const views = viewsAround(boxes, picture).map(({ view }): StillView => ({ ...view, pass: 4 }));
  return look(detector, views);
}
