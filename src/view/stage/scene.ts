import type { Box, Face, Size } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import { personColour } from './colours.ts';
import { DETAILS, type Detail, labelLines } from './label.ts';
import { type Placement, placeLabels, type Side } from './place-labels.ts';

/** One face to be drawn, in CSS pixels from the picture's corner. */
export interface Marked {
  readonly id: number;
  readonly colour: string;
  readonly box: Box;
  /** The rectangle of the label; null if the settings show nothing. */
  readonly plate: Box | null;
  /** The text next to the number; empty where there is only room for the number. */
  readonly lines: readonly string[];
}

/** What the next layout needs so that labels do not jump. */
export interface Memory {
  readonly detail: Detail;
  readonly sides: ReadonlyMap<number, Side>;
}

/** Everything to be drawn over one picture. */
export interface Scene {
  readonly faces: readonly Marked[];
  readonly type: PlateType;
  readonly memory: Memory;
}

/** Sizes of a plate, CSS pixels. */
export interface PlateType {
  readonly size: number;
  readonly lineHeight: number;
  readonly padX: number;
  readonly padY: number;
  readonly badge: number;
}

/** Returns the width of a text in CSS pixels at a font size in CSS pixels; `strong` is a heavier weight. */
export type Measure = (text: string, size: number, strong: boolean) => number;

/** The memory before the first layout. */
export const NO_MEMORY: Memory = { detail: 'full', sides: new Map() };

/** Labels get shorter if one covers more than this (see Placement.cover); the age is removed last. */
const CROWDED: { readonly [D in Detail]: number } = {
  full: 0.12,
  brief: 0.12,
  least: 0.6,
  number: Number.POSITIVE_INFINITY,
};

/** The font size grows with the picture, so that labels are readable on a phone and on a large screen. */
function plateType(picture: Size): PlateType {
  const size = picture.width < 520 ? 12 : picture.width < 1400 ? 14 : 17;
  return {
    size,
    lineHeight: Math.round(size * 1.36),
    padX: Math.round(size * 0.62),
    padY: Math.round(size * 0.42),
    badge: Math.round(size * 1.3),
  };
}

/**
 * Lays out boxes and labels; labels are as long as there is room. They become longer again only if longer ones cover
 * nothing, so that the two lengths do not alternate. All sizes are in CSS pixels.
 *
 * @param memory of the last layout, or NO_MEMORY.
 */
export function layoutScene(
  faces: readonly { readonly face: Face; readonly box: Box }[],
  picture: Size,
  show: Settings['show'],
  measure: Measure,
  memory: Memory,
): Scene {
  const type = plateType(picture);
  const boxes = faces.map(({ box }) => box);
  const previous = faces.map(({ face }) => memory.sides.get(face.id));
  const labelled = Object.values(show).includes(true);

  const attempt = (detail: Detail) => {
    const lines = faces.map(({ face }) => labelLines(face, show, detail));
    const sizes = lines.map((texts) => plateSize(texts, type, measure));
    return { detail, lines, placed: placeLabels(boxes, sizes, picture, previous) };
  };
  const good = (placed: readonly Placement[], detail: Detail) => {
    const worst = Math.max(0, ...placed.map((placement) => placement.cover));
    return DETAILS.indexOf(detail) < DETAILS.indexOf(memory.detail) ? worst === 0 : worst <= CROWDED[detail];
  };

  let layout = attempt('full');
  for (const detail of DETAILS.slice(1)) {
    // The label of a single face covers no other face, so it is never shortened.
    if (faces.length === 1 || good(layout.placed, layout.detail)) break;
    layout = attempt(detail);
  }

  const sides = new Map<number, Side>();
  const marked = faces.map(({ face, box }, index): Marked => {
    const placement = layout.placed[index];
    const lines = layout.lines[index] ?? [];
    if (placement !== undefined) sides.set(face.id, placement.side);
    return {
      id: face.id,
      colour: personColour(face.id),
      box,
      plate: labelled && placement !== undefined ? placement.rect : null,
      lines,
    };
  });
  return { faces: marked, type, memory: { detail: layout.detail, sides } };
}

function plateSize(lines: readonly string[], type: PlateType, measure: Measure): Size {
  const numberOnly = type.badge + 2 * type.padY;
  if (lines.length === 0) return { width: numberOnly, height: numberOnly };
  const widths = lines.map(
    (text, index) => measure(text, type.size, index === 0) + (index === 0 ? type.badge + type.padY : 0),
  );
  return {
    width: Math.ceil(Math.max(0, ...widths) + 2 * type.padX),
    height: lines.length * type.lineHeight + 2 * type.padY,
  };
}
