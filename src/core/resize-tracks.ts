import { mapKeypoints } from './geometry.ts';
import { matchCost, startTarget } from './target.ts';
import type { TrackState } from './track.ts';
import type { Detection, Size } from './types.ts';

/** Where a point of the old picture is in the new one: x·scaleX + shiftX, and y likewise. */
interface Mapping {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** After the change a face may be this far from where it is expected, in sizes: nobody turns a phone exactly. */
const GAP = 0.4;
/** matchCost of a face that nothing fits. */
const NO_MATCH = 1.2;

/**
 * The tracks in the coordinates of a picture whose size has changed from `from` to `to`, so that faces keep
 * their ids. A turned phone, a cropped stream and a scaled one each move faces in another way: the way that
 * fits the first faces `found` in the new picture best is taken for what happened.
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

/** The likeliest first: it wins where others fit no better. */
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
    // A turned phone: the same pixels, a window of another shape on them.
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
  // Not yet believed, and in the old coordinates: they are born again in two frames.
  return { ...state, tracks, candidates: [] };
}

function fitCost({ tracks }: TrackState, found: readonly Detection[]): number {
  return tracks.reduce(
    (sum, one) => sum + found.reduce((least, other) => Math.min(least, matchCost(one, other, 0)), NO_MATCH),
    0,
  );
}
