import { boxSize } from '#core/geometry.ts';
import { percentile } from '#core/stats.ts';
import type { Box, Point } from '#core/types.ts';
import {
  boxInCrowd,
  CROWD_WIDTHS,
  type Crowd,
  type CrowdKind,
  crowdLayout,
  type GroupName,
} from '../../media/scenes/crowds.ts';
import type { StillAnswer } from './stills.ts';
import type { Judged } from './verdict.ts';

/** What one library found in one picture of a crowd. */
export interface CrowdFigures {
  /** Faces in the picture, and those of them that were found. */
  readonly faces: number;
  readonly found: number;
  /** Boxes beyond the first on the same face, and boxes on no face. */
  readonly doubled: number;
  readonly strays: number;
  /** Time of the whole photo, milliseconds; null for peers. */
  readonly ms: number | null;
}

export interface CrowdRow {
  readonly crowd: Crowd;
  readonly results: Readonly<Record<string, CrowdFigures>>;
}

/** A box shows a face if their centres are this near, in face widths, and their sizes differ by this factor at most. */
const NEAR = 0.5;
const ALIKE = 2;

/** `groups`: the boxes of all faces in the original of each group. */
export function crowdFigures(
  { sightings, ms }: StillAnswer,
  crowd: Crowd,
  groups: ReadonlyMap<GroupName, readonly Box[]>,
): CrowdFigures {
  const faces = crowdLayout(crowd).groups.flatMap((placed) => {
    const boxes = groups.get(placed.group);
    if (!boxes) throw new Error(`no faces of ${placed.group}`);
    return boxes.map((box) => boxInCrowd(placed, box));
  });
  const shown = faces.map((face) => sightings.filter(({ box }) => shows(box, face)));
  const used = new Set(shown.flat());
  return {
    faces: faces.length,
    found: shown.filter((boxes) => boxes.length > 0).length,
    doubled: shown.reduce((sum, boxes) => sum + Math.max(0, boxes.length - 1), 0),
    strays: sightings.filter((one) => !used.has(one)).length,
    ms,
  };
}

function shows(box: Box, face: Box): boolean {
  const size = boxSize(face);
  const [a, b] = [middle(box), middle(face)];
  const ratio = boxSize(box) / size;
  return Math.hypot(a.x - b.x, a.y - b.y) <= NEAR * size && ratio <= ALIKE && ratio >= 1 / ALIKE;
}

function middle({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Percent of the faces that Mien must find, by their width in pixels. */
const TARGETS: Readonly<Record<number, number>> = { 16: 70, 20: 85, 24: 95 };

/** Whether Mien reached the targets, by width over all kinds of pictures. */
export function judgeCrowds(rows: readonly CrowdRow[]): readonly Judged[] {
  return CROWD_WIDTHS.flatMap((width): readonly Judged[] => {
    const all = rows.flatMap(({ crowd, results }) => (crowd.faceWidth === width ? (results.Mien ?? []) : []));
    const target = TARGETS[width];
    if (all.length === 0 || target === undefined) return [];
    const share = (100 * sum(all, 'found')) / sum(all, 'faces');
    const twice = sum(all, 'doubled');
    return [
      {
        budget: `${width} px: ${target} % of the faces`,
        measured: `${share.toFixed(0)} %`,
        met: share >= target,
      },
      { budget: `${width} px: no face twice`, measured: String(twice), met: twice === 0 },
    ];
  });
}

function sum(all: readonly CrowdFigures[], field: 'faces' | 'found' | 'doubled'): number {
  return all.reduce((total, one) => total + one[field], 0);
}

const KIND_WORDS: Readonly<Record<CrowdKind, string>> = {
  class: 'twelve people',
  nine: 'nine people',
  crowd: '51 people',
  far: '51 in the middle of 2048×1365',
};

/** The rows as one Markdown table: faces found, and those beyond them. */
export function crowdLines(rows: readonly CrowdRow[]): readonly string[] {
  const names = [...new Set(rows.flatMap(({ results }) => Object.keys(results)))];
  return [
    '',
    'Photos of crowds: faces found (boxes on no face)',
    `| | face width | faces | ${names.join(' | ')} | time, ms |`,
    `| --- | --: | --: |${' --: |'.repeat(names.length + 1)}`,
    ...rows.map(({ crowd, results }) => {
      const all = names.flatMap((name) => results[name] ?? []);
      const cells = [
        KIND_WORDS[crowd.kind],
        `${crowd.faceWidth} px`,
        String(all[0]?.faces ?? 0),
        ...all.map(({ found, strays }) => `${found} (${strays})`),
        all.map(({ ms }) => ms?.toFixed(0) ?? '–').join(' / '),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

/** Median width of boxes, pixels. */
export function medianWidth(boxes: readonly Box[]): number {
  return percentile(
    boxes.map(({ width }) => width),
    0.5,
  );
}
