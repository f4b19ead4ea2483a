import { alignSimilarity, type CropTemplate } from '#core/align.ts';
import { type Appearance, appearanceOf } from '#core/appearance.ts';
import { decode, meanLogits, type Temperatures } from '#core/decode.ts';
import { cropQuality } from '#core/quality.ts';
import { resizeTracks } from '#core/resize-tracks.ts';
import { mirrorCrop, sampleCrop } from '#core/sample.ts';
import { type CostModel, chooseFaces, INITIAL_COST, learnCost } from '#core/schedule.ts';
import { isSettled, readingOf, type SmoothState, shownOf, smooth } from '#core/smooth.ts';
import { forgetTracks, NO_TRACKS, resumeTracks, type Track, type TrackState, track } from '#core/track.ts';
import type { Box, Detection, Face, FrameCost, Logits, Picture, Result, Size } from '#core/types.ts';
import { createLiveSearch } from './live-search.ts';
import type { EngineOptions, Resume } from './protocol.ts';
import { searchStill } from './still-search.ts';

/** Finds faces in one picture; synchronous, as MediaPipe is. */
export interface Detector {
  /**
   * Faces with a score of at least `least` (0…1, 0.5 where it is left out), best first, in picture pixels. `region`:
   * the square of the picture that is searched; left out: the whole.
   */
  detect(picture: Picture, least?: number, region?: Box): readonly Detection[];
  close(): void;
}

/** Reads crops: `input` holds `count` × size × size × 3 values in the network's own scale, NHWC. */
export interface Classifier {
  readonly inputSize: number;
  classify(input: Float32Array, count: number): Promise<readonly Logits[]>;
  close(): void;
}

/** What the pipeline needs of the card. */
export interface CropContract {
  readonly size: number;
  readonly template: CropTemplate;
  /** A channel's byte becomes value × scale + offset. */
  readonly scale: number;
  readonly offset: number;
  readonly temperature: Temperatures;
}

export interface PipelineParts {
  readonly detector: Detector;
  /** The short-range network, for stills that leave doubts. Rejects where it cannot be had. */
  readonly secondOpinion: () => Promise<Detector>;
  /** null while the network still loads: faces are found and not read. */
  readonly reader: FaceReader | null;
  /** Milliseconds of any monotonic clock: for costs alone, never for results. */
  readonly now: () => number;
}

/** The attribute network, proved on the golden faces, and the crops it was trained on. */
export interface FaceReader {
  readonly classifier: Classifier;
  readonly crop: CropContract;
}

/** Reads pictures one after the other: detect → track → schedule → crop → classify → decode → smooth. */
export interface Pipeline {
  readLive(picture: Picture, at: number, readMs: number): Promise<Result>;
  /** Throws if there is no reader yet. */
  readStill(picture: Picture, readMs: number): Promise<Result>;
  /** From the next picture on faces are read. */
  setReader(reader: FaceReader): void;
  setOptions(options: EngineOptions): void;
  setDetector(detector: Detector): void;
  /** The source changed: drops tracks and smoothing. Ids go on. */
  forget(): void;
  resume(from: Resume): void;
}

/**
 * A frame may take this long. On two cores with eight faces that leaves room for three readings a frame, so that
 * everyone is read 8 times a second; more would make the next frame wait, and its overlay come late.
 */
const FRAME_MS = 40;
/** Of these the detector may take so many: the frame is read in what is left. */
const SEARCH_MS = 28;

/** A still has the time that a frame has not: a whole class or wedding is read. */
const MOST_STILL_FACES = 100;

export function createPipeline(parts: PipelineParts, initial: EngineOptions): Pipeline {
  const { now, secondOpinion } = parts;
  let { detector, reader } = parts;
  let options = initial;
  let tracks: TrackState = NO_TRACKS;
  /** Size of the picture in whose coordinates the tracks are; null before the first. */
  let tracked: Size | null = null;
  let smoothed = new Map<number, SmoothState>();
  let qualities = new Map<number, number>();
  let cost: CostModel = INITIAL_COST;
  let input = new Float32Array(0);
  const live = createLiveSearch(now);

  /**
   * Crops and classifies; the quality and the look of each crop come with its logits. `mirrored` reads the
   * mirror images too, whose logits follow those of all the faces.
   */
  async function readFaces(
    { classifier, crop }: FaceReader,
    picture: Picture,
    faces: readonly Detection[],
    mirrored = false,
  ) {
    const cropFrom = now();
    const values = crop.size * crop.size * 3;
    const count = mirrored ? 2 * faces.length : faces.length;
    if (input.length < count * values) input = new Float32Array(count * values);
    const look: (Appearance | null)[] = [];
    const quality = faces.map((face, index) => {
      const similarity = alignSimilarity(face.keypoints, crop.template, crop.size);
      sampleCrop(picture, similarity, crop.size, input, index * values, crop.scale, crop.offset);
      look.push(appearanceOf(input, index * values, crop.size));
      if (mirrored) mirrorCrop(input, index * values, (faces.length + index) * values, crop.size);
      return cropQuality(face, picture, similarity, input, index * values, crop.size);
    });
    const classifyFrom = now();
    const logits = count > 0 ? await classifier.classify(input.subarray(0, count * values), count) : [];
    return {
      logits,
      quality,
      look,
      classified: faces.length,
      readings: count,
      cropMs: classifyFrom - cropFrom,
      classifyMs: now() - classifyFrom,
    };
  }

  /** Without a face in the new picture nothing tells yet how the old ones moved. */
  function followSize({ width, height }: Picture, detections: readonly Detection[]): void {
    const changed = tracked !== null && (tracked.width !== width || tracked.height !== height);
    if (changed && detections.length === 0) return;
    if (tracked !== null && changed) tracks = resizeTracks(tracks, tracked, { width, height }, detections);
    tracked = { width, height };
  }

  /** Reads those of the visible faces that are due, as many as the budget allows, and remembers what they gave. */
  async function readDue(
    using: FaceReader,
    picture: Picture,
    visible: readonly Track[],
    at: number,
    budgetMs: number,
  ): Promise<ReadCost> {
    const due = visible.map((one) => {
      const state = smoothed.get(one.id);
      return { id: one.id, readAt: state?.lastAt ?? null, settled: state ? isSettled(state, at) : false };
    });
    const ids = chooseFaces(due, at, { budgetMs, cost, exhaustive: options.exhaustive });
    const chosen = ids.flatMap((id) => visible.find((one) => one.id === id) ?? []);
    const read = await readFaces(using, picture, chosen);
    if (chosen.length > 0) cost = learnCost(cost, chosen.length, read.cropMs + read.classifyMs);
    chosen.forEach((one, index) => {
      const logits = read.logits[index];
      const quality = read.quality[index] ?? 0;
      if (!logits) return;
      const seen = { logits, quality, look: read.look[index] ?? null };
      const before = smoothed.get(one.id) ?? null;
      smoothed.set(one.id, smooth(before, seen, at, using.crop.temperature, options.smoothing));
      qualities.set(one.id, quality);
    });
    return read;
  }

  function faceOf(one: Track, at: number): Face {
    const state = smoothed.get(one.id) ?? null;
    return {
      id: one.id,
      box: one.box,
      keypoints: one.keypoints,
      velocity: one.velocity,
      score: one.score,
      quality: qualities.get(one.id) ?? 0,
      settled: state !== null && isSettled(state, at),
      reading: state && readingOf(state),
      shown: state && shownOf(state),
      readAt: state?.lastAt ?? null,
    };
  }

  return {
    async readLive(picture, at, readMs) {
      const start = now();
      const { exhaustive, maxFaces } = options;
      const budgetMs = SEARCH_MS - readMs;
      const { detections, looked } = live.search(detector, picture, tracks, at, { exhaustive, budgetMs });
      const detectMs = now() - start;
      followSize(picture, detections);
      tracks = track(tracks, detections, at, { maxFaces, looked });
      const visible = tracks.tracks.filter((one) => one.visible);
      const read =
        reader === null
          ? NOTHING_READ
          : await readDue(reader, picture, visible, at, FRAME_MS - readMs - detectMs);
      const alive = new Set(tracks.tracks.map((one) => one.id));
      smoothed = new Map([...smoothed].filter(([id]) => alive.has(id)));
      qualities = new Map([...qualities].filter(([id]) => alive.has(id)));
      return {
        at,
        size: { width: picture.width, height: picture.height },
        faces: visible.map((one) => faceOf(one, at)),
        seen: visible.length + tracks.unplaced,
        cost: costOf(readMs, detectMs, read, readMs + now() - start),
      };
    },

    async readStill(picture, readMs) {
      if (reader === null) throw new Error('the attribute network is not there yet');
      const start = now();
      const found = await searchStill(detector, picture, secondOpinion);
      const detections = found.slice(0, MOST_STILL_FACES);
      const detectMs = now() - start;
      const read = await readFaces(reader, picture, detections, true);
      const { temperature } = reader.crop;
      const faces = detections.map((one, index) => {
        const logits = read.logits[index];
        const mirrored = read.logits[detections.length + index];
        const both = logits && mirrored && meanLogits(logits, mirrored);
        return stillFace(one, index + 1, both, read.quality[index] ?? 0, temperature);
      });
      return {
        at: 0,
        size: { width: picture.width, height: picture.height },
        faces,
        seen: found.length,
        cost: costOf(readMs, detectMs, read, readMs + now() - start),
      };
    },

    setReader(next) {
      reader = next;
    },
    setOptions(next) {
      if (next.smoothing !== options.smoothing) smoothed = new Map();
      options = next;
    },
    setDetector(next) {
      detector.close();
      detector = next;
    },
    forget() {
      live.forget();
      tracks = forgetTracks(tracks);
      tracked = null;
      smoothed = new Map();
      qualities = new Map();
    },
    resume(from) {
      tracks = resumeTracks(from.faces, from.nextId);
    },
  };
}

type ReadCost = Pick<FrameCost, 'cropMs' | 'classifyMs' | 'classified' | 'readings'>;

const NOTHING_READ: ReadCost = { cropMs: 0, classifyMs: 0, classified: 0, readings: 0 };

function costOf(readMs: number, detectMs: number, read: ReadCost, totalMs: number): FrameCost {
  const { cropMs, classifyMs, classified, readings } = read;
  return { readMs, detectMs, cropMs, classifyMs, totalMs, classified, readings };
}

/** A still has no next frame: nothing to smooth, and settled at once. */
function stillFace(
  detection: Detection,
  id: number,
  logits: Logits | undefined,
  quality: number,
  temperature: Temperatures,
): Face {
  const state = logits ? smooth(null, { logits, quality, look: null }, 0, temperature, false) : null;
  return {
    ...detection,
    id,
    velocity: { x: 0, y: 0 },
    quality,
    settled: state !== null,
    reading: logits ? decode(logits, temperature) : null,
    shown: state && shownOf(state),
    readAt: state && 0,
  };
}
