import { boxSize } from '#core/geometry.ts';
import { percentile } from '#core/stats.ts';
import type { Box, Keypoints, Point } from '#core/types.ts';
import type { FaceName, Placed } from '../../media/scenes/face-tiles.ts';
import { inFrame, REACH_FACES, type ReachClip, reachFaces } from '../../media/scenes/reach.ts';
import { ON_MEDIAPIPE } from './cases.ts';
import { spreadOf } from './figures.ts';
import { type Answer, answersASecond, type Pass } from './pass.ts';
import type { Judged } from './verdict.ts';

/** What is known of a face from its large original, in pixels of e2e/faces/NAME.jpg. */
export interface Reference {
  readonly box: Box;
  readonly keypoints: Keypoints;
}

/** What one library did with one clip of twelve distant faces. */
export interface ReachFigures {
  /** Faces that were on the screen at any time within one and two seconds of the clip's start. */
  readonly inOneSecond: number;
  readonly inTwoSeconds: number;
  /** Faces in the last answer. */
  readonly held: number;
  /** Ids of the faces, and ids of detections that match none of them; null for a library without ids. */
  readonly ids: number | null;
  readonly strays: number | null;
  /** Median distance from the original's keypoints, in percent of the distance of the eyes; null for peers. */
  readonly keypointError: number | null;
  readonly fps: number;
  readonly frameMs: number;
  /** The detector's part; null where a library does not tell. */
  readonly detectMs: number | null;
}

export interface ReachRow {
  readonly clip: ReachClip;
  readonly results: Readonly<Record<string, ReachFigures>>;
}

/** Keypoints that align a crop; ears do not. */
const ALIGNED = ['rightEye', 'leftEye', 'noseTip', 'mouthCentre'] as const;
/** A box shows a face if their centres are this near, in face widths, and their sizes differ by this factor at most. */
const NEAR = 0.5;
const ALIKE = 2;
/** Keypoints are measured from then on, milliseconds. */
const SETTLED_MS = 2000;

/** `references`: of every face of the clip. */
export function reachFigures(
  pass: Pass,
  clip: ReachClip,
  references: ReadonlyMap<FaceName, Reference>,
): ReachFigures {
  const { answers } = pass;
  const matched = answers.map((answer) => ({ answer, faces: matchFaces(answer, clip, references) }));
  const foundBy = (ms: number) =>
    new Set(matched.flatMap(({ answer, faces }) => (answer.shown <= ms ? faces.map(({ face }) => face) : [])))
      .size;
  const ownIds = new Set(matched.flatMap(({ faces }) => faces.flatMap(({ sighting }) => sighting.id ?? [])));
  const allIds = new Set(answers.flatMap(({ sightings }) => sightings.flatMap(({ id }) => id ?? [])));
  const hasIds = allIds.size > 0;
  const errors = matched.flatMap(({ answer, faces }) =>
    answer.at < SETTLED_MS ? [] : faces.flatMap(({ error }) => error ?? []),
  );
  const stages = answers.flatMap(({ stages }) => stages?.detectMs ?? []);
  return {
    inOneSecond: foundBy(1000),
    inTwoSeconds: foundBy(2000),
    held: matched.at(-1)?.faces.length ?? 0,
    ids: hasIds ? ownIds.size : null,
    strays: hasIds ? [...allIds].filter((id) => !ownIds.has(id)).length : null,
    keypointError: errors.length > 0 ? 100 * percentile(errors, 0.5) : null,
    fps: answersASecond(pass),
    frameMs: spreadOf(answers.map(({ wholeMs }) => wholeMs)).median,
    detectMs: stages.length > 0 ? spreadOf(stages).median : null,
  };
}

/** The faces that an answer shows, by their place in REACH_FACES, each with its nearest box. */
function matchFaces(
  { at, sightings }: Answer,
  clip: ReachClip,
  references: ReadonlyMap<FaceName, Reference>,
) {
  return reachFaces(clip, at / 1000).flatMap((placed, face) => {
    const reference = references.get(REACH_FACES[face]!);
    if (!reference) throw new Error(`no reference of ${placed.face}`);
    const truth = boxInFrame(placed, reference.box);
    const size = boxSize(truth);
    const [nearest] = sightings
      .map((sighting) => ({ sighting, gap: distance(middle(sighting.box), middle(truth)) / size }))
      .filter(({ sighting, gap }) => {
        const ratio = boxSize(sighting.box) / size;
        return gap <= NEAR && ratio <= ALIKE && ratio >= 1 / ALIKE;
      })
      .sort((a, b) => a.gap - b.gap);
    if (!nearest) return [];
    const { sighting } = nearest;
    return [
      {
        face,
        sighting,
        error: sighting.keypoints && keypointError(sighting.keypoints, placed, reference.keypoints),
      },
    ];
  });
}

/** Mean distance of the aligned keypoints from the original's, in eye distances. */
function keypointError(found: Keypoints, placed: Placed, original: Keypoints): number {
  const truth = (name: (typeof ALIGNED)[number]) => inFrame(placed, original[name]);
  const eyes = distance(truth('rightEye'), truth('leftEye'));
  const sum = ALIGNED.reduce((total, name) => total + distance(found[name], truth(name)), 0);
  return sum / ALIGNED.length / eyes;
}

function boxInFrame(placed: Placed, { x, y, width, height }: Box): Box {
  const start = inFrame(placed, { x, y });
  const end = inFrame(placed, { x: x + width, y: y + height });
  return { ...start, width: end.x - start.x, height: end.y - start.y };
}

function middle({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Faces that Mien must have found, of twelve, by the width of a face: the least number, and after how many seconds. */
const TARGETS: Readonly<Record<number, readonly [least: number, seconds: 1 | 2]>> = {
  24: [8, 2],
  32: [10, 2],
  40: [11, 1],
  48: [11, 1],
  64: [11, 1],
  96: [11, 1],
};
/** Percent of the eye distance at a face width of 32. */
const KEYPOINT_TARGET = 6;

/** Whether Mien reached the targets, row by row. */
export function judgeReach(rows: readonly ReachRow[]): readonly Judged[] {
  return rows.flatMap(({ clip, results }) => {
    const { Mien: mien, [ON_MEDIAPIPE]: _, ...peers } = results;
    const target = TARGETS[clip.faceWidth];
    if (!mien || !target) return [];
    const [least, seconds] = target;
    const found = seconds === 1 ? mien.inOneSecond : mien.inTwoSeconds;
    const where = `${clip.width}×${clip.height}, ${clip.faceWidth} px`;
    const best = Math.max(0, ...Object.values(peers).map(({ held }) => held));
    const judged: Judged[] = [
      { budget: `${where}: ${least} of 12 in ${seconds} s`, measured: String(found), met: found >= least },
      { budget: `${where}: one id for each face`, measured: String(mien.ids), met: mien.ids === mien.held },
      {
        budget: `${where}: as many as the peers hold`,
        measured: `${mien.held} (${best})`,
        met: mien.held >= best,
      },
    ];
    if (clip.faceWidth === 32 && mien.keypointError !== null)
      judged.push({
        budget: `${where}: keypoints within ${KEYPOINT_TARGET} %`,
        measured: `${mien.keypointError.toFixed(1)} %`,
        met: mien.keypointError <= KEYPOINT_TARGET,
      });
    return judged;
  });
}

/** The rows as Markdown tables, one for each size of the picture. */
export function reachLines(rows: readonly ReachRow[]): readonly string[] {
  const sizes = [...new Set(rows.map(({ clip }) => `${clip.width}×${clip.height}`))];
  const names = [...new Set(rows.flatMap(({ results }) => Object.keys(results)))];
  return sizes.flatMap((size) => [
    '',
    `Twelve distant faces in ${size}: found within 1 s / within 2 s / held at the end of 10 s`,
    `| face width | ${names.join(' | ')} | ids (others) | keypoint error | frames a second | frame, ms |`,
    `| --: |${' --: |'.repeat(names.length + 4)}`,
    ...rows
      .filter(({ clip }) => `${clip.width}×${clip.height}` === size)
      .map(({ clip, results }) => {
        const all = names.map((name) => results[name]);
        const mien = results.Mien;
        const cells = [
          `${clip.faceWidth} px`,
          ...all.map((one) => (one ? `${one.inOneSecond} / ${one.inTwoSeconds} / ${one.held}` : '')),
          mien?.ids === undefined || mien.ids === null ? '–' : `${mien.ids} (${mien.strays})`,
          mien?.keypointError ? `${mien.keypointError.toFixed(1)} %` : '–',
          all.map((one) => one?.fps.toFixed(1) ?? '').join(' / '),
          all.map((one) => one?.frameMs.toFixed(0) ?? '').join(' / '),
        ];
        return `| ${cells.join(' | ')} |`;
      }),
  ]);
}
