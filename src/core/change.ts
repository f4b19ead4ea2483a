import type { Box, Picture } from './types.ts';

/**
 * Where and when a live picture changed: a grid of cells, each with the grey level it had at its last change and the
 * time of that change. A part that has not changed since it was searched need not be searched again soon.
 */
export interface ChangeMap {
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell, picture pixels. */
  readonly cell: number;
  /** Mean grey level of each cell in the newest picture, 0…255. */
  readonly now: Float32Array;
  /** Mean grey level of each cell when it last changed, 0…255. */
  readonly reference: Float32Array;
  /** Time of each cell's last change, milliseconds of the source's clock. */
  readonly changedAt: Float64Array;
}

/** Cells along the longer side: at 1280 pixels one is 16 pixels wide, half of a face at a distance of 4 m. */
const CELLS = 80;
/** Samples along each side of a cell; their mean is what the sensor's noise leaves. */
const SAMPLES = 4;
/** A smaller difference is never a change, grey levels. */
const LEAST_DIFFERENCE = 5;
/** A change exceeds the median difference of neighbouring frames, which is noise, by this factor. */
const ABOVE_NOISE = 6;

/** The map of the first picture, or of one of another size: everything has changed. */
export function firstChanges(picture: Picture, at: number): ChangeMap {
  const cell = Math.max(1, Math.ceil(Math.max(picture.width, picture.height) / CELLS));
  const columns = Math.ceil(picture.width / cell);
  const rows = Math.ceil(picture.height / cell);
  const now = greyLevels(picture, columns, rows, cell);
  return { columns, rows, cell, now, reference: now, changedAt: new Float64Array(now.length).fill(at) };
}

/** The map after the next picture of the same size, at time `at` in milliseconds. */
export function nextChanges(map: ChangeMap, picture: Picture, at: number): ChangeMap {
  const { columns, rows, cell } = map;
  const now = greyLevels(picture, columns, rows, cell);
  const steps = now.map((level, i) => Math.abs(level - map.now[i]!)).sort();
  const noise = steps[steps.length >> 1]!;
  const least = Math.max(LEAST_DIFFERENCE, ABOVE_NOISE * noise);
  const reference = map.reference.slice();
  const changedAt = map.changedAt.slice();
  now.forEach((level, i) => {
    if (Math.abs(level - reference[i]!) < least) return;
    reference[i] = level;
    changedAt[i] = at;
  });
  return { columns, rows, cell, now, reference, changedAt };
}

/** Share of the cells within `box` that changed after `since`, 0…1. */
export function changedShare(map: ChangeMap, box: Box, since: number): number {
  const fromColumn = Math.max(0, Math.floor(box.x / map.cell));
  const fromRow = Math.max(0, Math.floor(box.y / map.cell));
  const toColumn = Math.min(map.columns, Math.ceil((box.x + box.width) / map.cell));
  const toRow = Math.min(map.rows, Math.ceil((box.y + box.height) / map.cell));
  let changed = 0;
  for (let row = fromRow; row < toRow; row++)
    for (let column = fromColumn; column < toColumn; column++)
      if (map.changedAt[row * map.columns + column]! > since) changed += 1;
  const cells = Math.max(0, toColumn - fromColumn) * Math.max(0, toRow - fromRow);
  return cells === 0 ? 0 : changed / cells;
}

/** Mean of green, which carries most of the brightness, at SAMPLES × SAMPLES points of each cell. */
function greyLevels({ width, height, data }: Picture, columns: number, rows: number, cell: number) {
  const levels = new Float32Array(columns * rows);
  const xs = samplePlaces(width, columns, cell);
  const ys = samplePlaces(height, rows, cell);
  for (let j = 0; j < ys.length; j++) {
    const line = ys[j]! * width;
    const row = Math.floor(j / SAMPLES) * columns;
    for (let i = 0; i < xs.length; i++)
      levels[row + Math.floor(i / SAMPLES)]! += data[(line + xs[i]!) * 4 + 1]!;
  }
  return levels.map((sum) => sum / (SAMPLES * SAMPLES));
}

/** Along one axis, SAMPLES pixels of each cell, evenly spaced, and none beyond the picture. */
function samplePlaces(length: number, cells: number, cell: number): Int32Array {
  return Int32Array.from({ length: cells * SAMPLES }, (_, i) =>
    Math.min(length - 1, Math.floor(((i + 0.5) * cell) / SAMPLES)),
  );
}
