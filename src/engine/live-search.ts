import { clamp } from '#core/geometry.ts';
import { predictTarget } from '#core/target.ts';
import type { TrackState } from '#core/track.ts';
import type { Box, Detection, Picture } from '#core/types.ts';
import {
  chooseViews,
  searched,
  searchedSince,
  type ViewPlan,
  type Watched,
  withPicture,
} from '#core/view-plan.ts';
import { isLookAt, mergeSeen, type View } from '#core/views.ts';
import type { Detector } from './parts.ts';

/** The detections of one live frame, and where the detector looked for them. */
export interface LiveDetections {
  readonly detections: readonly Detection[];
  /** Whether a face with this box would have been detected in this frame. */
  looked(box: Box): boolean;
  /** Everything that the detector reported in any view, also what `detections` leaves out. */
  readonly seen: readonly Detection[];
  /** Every part of the picture was searched in this frame or after it, milliseconds; null before all of it was. */
  readonly searchedSince: number | null;
  /** Whether most of the picture changed at once. */
  readonly cut: boolean;
}

export interface LiveSearchOptions {
  /** See PlanOptions of core/view-plan.ts. */
  readonly exhaustive: boolean;
  /** Milliseconds that this frame has for the detector. */
  readonly budgetMs: number;
  /** Search every part of the picture in turn and as often as possible, because faces are covered. */
  readonly thorough?: boolean;
}

/** Searches live pictures by a plan: a few views of each picture instead of the same one every time. */
export interface LiveSearch {
  /** `at`: milliseconds of the source's clock. */
  search(
    detector: Detector,
    picture: Picture,
    tracks: TrackState,
    at: number,
    options: LiveSearchOptions,
  ): LiveDetections;
  /** The next picture has nothing to do with the last. */
  forget(): void;
}

/** Runs of the detector in one frame, where the time allows. */
const MOST_RUNS = 2;
/** The same where every part is searched in turn; at least as many as else, whatever the time. */
const MOST_THOROUGH_RUNS = 3;
/** Weight of the newest run in the running mean of what one costs. */
const NEWEST = 0.1;

/** `now`: milliseconds of any monotonic clock, for costs alone. */
export function createLiveSearch(now: () => number): LiveSearch {
  let plan: ViewPlan | null = null;
  let runMs = 0;

  function run(detector: Detector, picture: Picture, view: View) {
    const from = now();
    const seen = detector.detect(picture, undefined, view);
    const took = now() - from;
    runMs = runMs === 0 ? took : runMs + NEWEST * (took - runMs);
    return seen.map((one) => ({ ...one, view }));
  }

  return {
    search(detector, picture, tracks, at, { exhaustive, budgetMs, thorough = false }) {
      plan = withPicture(plan, picture, at, thorough);
      const possible = Math.max(1, Math.floor(budgetMs / Math.max(runMs, 0.1)));
      const most = thorough ? clamp(possible, MOST_RUNS, MOST_THOROUGH_RUNS) : Math.min(MOST_RUNS, possible);
      const watched = watchedOf(tracks, at);
      const views = chooseViews(plan, watched, at, { most, exhaustive });
      const known = watched.filter((one) => one.visible).map(({ box }) => box);
      const seen = views.flatMap((view) => run(detector, picture, view));
      plan = searched(plan, views, at);
      return {
        detections: mergeSeen(seen, known, picture, views),
        looked: (box) => views.some((view) => isLookAt(view, box, picture)),
        seen,
        searchedSince: searchedSince(plan),
        cut: plan.cut,
      };
    },
    forget() {
      plan = null;
    },
  };
}

/** Everybody known, and every candidate, where they are expected at the time `at`. */
function watchedOf(tracks: TrackState, at: number): readonly (Watched & { readonly visible: boolean })[] {
  const ms = tracks.at === null ? 0 : at - tracks.at;
  const watched =
    (known: boolean) => (one: TrackState['tracks'][number] | TrackState['candidates'][number]) => {
      const { box } = predictTarget(one, ms);
      const speed = Math.hypot(one.velocity.x, one.velocity.y) / Math.max(1, box.width);
      return { box, lookedAt: one.lookedAt, speed, known, visible: known && one.visible };
    };
  return [...tracks.tracks.map(watched(true)), ...tracks.candidates.map(watched(false))];
}
