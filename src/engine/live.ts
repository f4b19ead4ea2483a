import { type CoverReading, NOTHING_COVERED, readCover } from '#core/cover-plan.ts';
import { isCentredIn } from '#core/geometry.ts';
import { isFaceAgain, nextIsFace } from '#core/is-face.ts';
import { looksDifferent } from '#core/person.ts';
import { resizeTracks } from '#core/resize-tracks.ts';
import { type CostModel, chooseFaces, INITIAL_COST, learnCost } from '#core/schedule.ts';
import {
  faceProbabilityOf,
  isSettled,
  readingOf,
  type SmoothState,
  shownOf,
  smooth,
  withheldOf,
} from '#core/smooth.ts';
import {
  forgetTracks,
  NO_TRACKS,
  resumeTracks,
  type Track,
  type TrackState,
  track,
  withinLimit,
} from '#core/track.ts';
import type { CoverFacts, Detection, Evidence, Face, Picture, Result, Size } from '#core/types.ts';
import { createLiveSearch } from './live-search.ts';
import type { Detector, FaceReader } from './parts.ts';
import type { EngineOptions, Resume } from './protocol.ts';
import { costOf, NOTHING_READ, type ReadCost, type ReadFaces } from './read-faces.ts';

/**
 * Time budget of one frame. With eight faces on two cores it allows three readings a frame, so that every face is
 * read 8 times a second. With a larger one the next frame would wait and its overlay come late.
 */
const FRAME_MS = 40;
/** Part of it that the detector may use, so that there is time left to read a face. */
const SEARCH_MS = 28;

/** The state that a moving picture needs: tracks, their smoothed readings, and the learned cost of a reading. */
export interface LivePictures {
  /**
   * @param reader null while the attribute network still loads: faces are detected and not read.
   * @param at the source's clock, milliseconds.
   * @param readMs what reading the pixels has cost.
   */
  read(
    using: { readonly detector: Detector; readonly reader: FaceReader | null },
    picture: Picture,
    at: number,
    readMs: number,
  ): Promise<Result>;
  setOptions(options: EngineOptions): void;
  /** Drops tracks and smoothing. Ids continue. */
  forget(): void;
  resume(from: Resume): void;
}

/** `now`: milliseconds of any monotonic clock, for costs alone. */
export function createLivePictures(
  readFaces: ReadFaces,
  now: () => number,
  initial: EngineOptions,
): LivePictures {
  let options = initial;
  let tracks: TrackState = NO_TRACKS;
  /** Size of the picture in whose coordinates the tracks are; null before the first. */
  let tracked: Size | null = null;
  let smoothed = new Map<number, SmoothState>();
  /** What the last crop of each track shows. */
  let crops = new Map<number, { readonly quality: number; readonly evidence: Evidence }>();
  /** Whether each track is shown as a face; null if only its first reading can tell. */
  let verdicts = new Map<number, boolean | null>();
  let covered = NOTHING_COVERED;
  /** Ids of tracks that may show another person than before, by this frame's readings. */
  let replaced = new Set<number>();
  let cost: CostModel = INITIAL_COST;
  const live = createLiveSearch(now);

  /** Waits for a face in the new size: before that, nothing shows how the old faces moved. */
  function followSize({ width, height }: Picture, detections: readonly Detection[]): void {
    const changed = tracked !== null && (tracked.width !== width || tracked.height !== height);
    if (changed && detections.length === 0) return;
    if (tracked !== null && changed) tracks = resizeTracks(tracks, tracked, { width, height }, detections);
    tracked = { width, height };
  }

  /** Reads the visible faces that are due, as many as the budget allows, and keeps their smoothed readings. */
  async function readDue(
    reader: FaceReader,
    picture: Picture,
    visible: readonly Track[],
    at: number,
    budgetMs: number,
  ): Promise<ReadCost> {
    const due = visible.map((one) => {
      const state = smoothed.get(one.id);
      const last = crops.get(one.id)?.evidence.face ?? 1;
      return {
        id: one.id,
        readAt: state?.lastAt ?? null,
        settled: state ? isSettled(state, at) : false,
        doubted: verdicts.get(one.id) === false && !isFaceAgain(last, one.score),
      };
    });
    const ids = chooseFaces(due, at, { budgetMs, cost, exhaustive: options.exhaustive });
    const chosen = ids.flatMap((id) => visible.find((one) => one.id === id) ?? []);
    const read = await readFaces(reader, picture, chosen);
    if (chosen.length > 0) cost = learnCost(cost, chosen.length, read.cropMs + read.classifyMs);
    chosen.forEach((one, index) => {
      const logits = read.logits[index];
      const quality = read.quality[index] ?? 0;
      const evidence = read.evidence[index];
      if (!logits || !evidence) return;
      const seen = { logits, quality, evidence, look: read.look[index] ?? null };
      const before = smoothed.get(one.id) ?? null;
      const after = smooth(before, seen, at, reader.crop.temperature, options.smoothing);
      if (looksDifferent(after.person)) replaced.add(one.id);
      smoothed.set(one.id, after);
      crops.set(one.id, { quality, evidence });
    });
    return read;
  }

  /** Decides of every track whether it is a face. */
  function judgeFaces(readable: boolean): void {
    const next = tracks.tracks.map(({ id, score }) => {
      const state = smoothed.get(id);
      const claim = { score, face: state ? faceProbabilityOf(state) : null, readable };
      return [id, nextIsFace(verdicts.get(id) ?? null, claim)] as const;
    });
    verdicts = new Map(next);
  }

  function coverOf(reading: CoverReading): CoverFacts {
    const { state, facts } = readCover(covered, reading);
    covered = state;
    return facts;
  }

  function faceOf(one: Track, at: number): Face {
    const state = smoothed.get(one.id) ?? null;
    return {
      id: one.id,
      box: one.box,
      keypoints: one.keypoints,
      velocity: one.velocity,
      score: one.score,
      quality: crops.get(one.id)?.quality ?? 0,
      settled: state !== null && isSettled(state, at),
      evidence: crops.get(one.id)?.evidence ?? null,
      reading: state && readingOf(state),
      shown: state && shownOf(state),
      withheld: state ? withheldOf(state) : {},
      readAt: state?.lastAt ?? null,
    };
  }

  return {
    async read({ detector, reader }, picture, at, readMs) {
      const start = now();
      const { exhaustive, maxFaces, area, cover: thorough } = options;
      const search = live.search(detector, picture, tracks, at, {
        exhaustive,
        budgetMs: SEARCH_MS - readMs,
        thorough,
      });
      const { detections: found, looked, seen: reported, searchedSince, cut } = search;
      replaced = new Set();
      // Dropped here, so that nobody outside the area has a track, a reading, or a place among the most faces.
      const detections = area === null ? found : found.filter(({ box }) => isCentredIn(box, area, picture));
      const detectMs = now() - start;
      followSize(picture, detections);
      const uncounted = new Set([...verdicts].filter(([, isFace]) => isFace === false).map(([id]) => id));
      tracks = track(tracks, detections, at, { maxFaces, looked, uncounted });
      const visible = tracks.tracks.filter((one) => one.visible);
      const budgetMs = FRAME_MS - readMs - detectMs;
      const read = reader === null ? NOTHING_READ : await readDue(reader, picture, visible, at, budgetMs);
      const alive = new Set(tracks.tracks.map((one) => one.id));
      smoothed = new Map([...smoothed].filter(([id]) => alive.has(id)));
      crops = new Map([...crops].filter(([id]) => alive.has(id)));
      judgeFaces(reader !== null);
      const seen = visible.filter(({ id }) => verdicts.get(id) === true);
      const size = { width: picture.width, height: picture.height };
      return {
        at,
        size,
        // One that is taken for a face again may be one too many.
        faces: withinLimit(seen, maxFaces).map((one) => faceOf(one, at)),
        seen: seen.length + tracks.unplaced,
        cost: costOf(readMs, detectMs, read, readMs + now() - start),
        ...(thorough && {
          cover: coverOf({ size, at, seen: reported, tracks, searchedSince, cut, replaced }),
        }),
      };
    },
    setOptions(next) {
      if (next.smoothing !== options.smoothing) smoothed = new Map();
      if (!next.cover) covered = NOTHING_COVERED;
      options = next;
    },
    forget() {
      live.forget();
      tracks = forgetTracks(tracks);
      tracked = null;
      covered = NOTHING_COVERED;
      smoothed = new Map();
      crops = new Map();
      verdicts = new Map();
    },
    resume(from) {
      tracks = resumeTracks(from.faces, from.nextId);
      verdicts = new Map(tracks.tracks.map(({ id }) => [id, true]));
    },
  };
}
