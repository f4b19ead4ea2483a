import { mapKeypoints } from './geometry.ts';
import { matchCost, startTarget } from './target.ts';
import type { TrackState } from './track.ts';
import type { Detection, Size } from './types.ts';

/** Position of an old picture's point in the new one: x·scaleX + shiftX and y·scaleY + shiftY, in pixels. */
interface Mapping {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** After the change a face may be this far from its expected position, in face sizes: phones are not turned exactly. */
const GAP = 0.4;
/** matchCost of a track without a matching detection. */
const NO_MATCH = 1.2;

/**
 * Moves the tracks to the coordinates of a picture whose size has changed, so that faces keep their ids. A turned
 * phone, a cropped stream and a scaled one move faces differently; the mapping that best fits the new picture's
 * first detections is used.
 *
 * @param from size of the picture before the change.
 * @param to size of the picture after it.
 * @param found detections in the first picture of the new size.
 */
export function resizeTracks(
  state: TrackState,
  from: Size,
  to: Size,
  found: readonly Detection[],
): TrackState {
  let best: TrackState = state;
  let least = Number.POSITIVE_INFINITY;
  for (const mapping of mappings(from, to)) {
    const mapped = mapTracks(state, mapping);
    const cost = fitCost(mapped, found);
    if (cost >= least) continue;
    best = mapped;
    least = cost;
  }
  return best;
}

/** The possible mappings, likeliest first, since the first wins a tie. */
function mappings(from: Size, to: Size): readonly Mapping[] {
  const ratioX = to.width / from.width;
  const ratioY = to.height / from.height;
  const aboutMiddle = (scale: number): Mapping => ({
    scaleX: scale,
    scaleY: scale,
    shiftX: (to.width - from.width * scale) / 2,
    shiftY: (to.height - from.height * scale) / 2,
  });
  return [
    // A turned phone shows the same sensor pixels through a window of another shape.
    aboutMiddle(1),
    aboutMiddle(Math.min(ratioX, ratioY)),
    aboutMiddle(Math.max(ratioX, ratioY)),
    { scaleX: ratioX, scaleY: ratioY, shiftX: 0, shiftY: 0 },
    { scaleX: 1, scaleY: 1, shiftX: 0, shiftY: 0 },
  ];
}

function mapTracks(state: TrackState, { scaleX, scaleY, shiftX, shiftY }: Mapping): TrackState {
  const tracks = state.tracks.map((one) => {
    const { box, keypoints, score } = one;
    const moved: Detection = {
      box: {
        x: box.x * scaleX + shiftX,
        y: box.y * scaleY + shiftY,
        width: box.width * scaleX,
        height: box.height * scaleY,
      },
      keypoints: mapKeypoints(keypoints, ({ x, y }) => ({ x: x * scaleX + shiftX, y: y * scaleY + shiftY })),
      score,
    };
    const { id, bornAt, seenAt, lookedAt, visible } = one;
    return { ...startTarget(moved, seenAt, GAP), id, bornAt, lookedAt, visible };
  });
  // Candidates are in the old coordinates; dropping them costs two frames at most.
  return { ...state, tracks, candidates: [] };
}

function fitCost({ tracks }: TrackState, found: readonly Detection[]): number {
  return tracks.reduce(
    (sum, one) => sum + found.reduce((least, other) => Math.min(least, matchCost(one, other, 0)), NO_MATCH),
    0,
  );
}
