import type { Box } from '#core/types.ts';
import { PLATE, PLATE_QUIET, PLATE_TEXT, SWATCH_TEXT } from './colours.ts';
import type { Paintable } from './cover.ts';
import type { Marked, Measure, PlateType, Scene } from './scene.ts';

const FAMILY = "'Inter Variable', system-ui, sans-serif";
/** The canvas font of a size in CSS pixels. */
export const fontOf = (size: number, strong: boolean): string => `${strong ? 620 : 450} ${size}px ${FAMILY}`;

/**
 * Measures text in CSS pixels with the canvas that draws it. Widths are cached until `forget`, which must be called
 * once the fonts have loaded.
 */
export function textMeasure(context: Paintable): { measure: Measure; forget: () => void } {
  const widths = new Map<string, number>();
  const measure: Measure = (text, size, strong) => {
    const font = fontOf(size, strong);
    const key = `${font}|${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    context.font = font;
    const { width } = context.measureText(text);
    // Labels have few different texts, so the limit is only reached after a long time and bounds the memory.
    if (widths.size > 500) widths.clear();
    widths.set(key, width);
    return width;
  };
  return { measure, forget: () => widths.clear() };
}

/** Draws the scene. The context's transform must have its origin at the picture's corner and CSS pixels as unit. */
export function paintScene(context: Paintable, scene: Scene, picked: number | null): void {
  for (const { id, box, colour } of scene.faces)
    paintBox(context, box, colour, picked === id ? 4 : Math.max(1.5, Math.min(2.5, box.width / 28)));
  for (const face of scene.faces) paintPlate(context, face, scene.type);
}

/**
 * Draws a dark, a light and a coloured outline, of which at least one is visible on any picture.
 *
 * @param width of the coloured outline, CSS pixels.
 */
export function paintBox(context: Paintable, box: Box, colour: string, width: number): void {
  const radius = Math.min(Math.max(18, 5 * width), box.width * 0.14, box.height * 0.14);
  const stroke = (lineWidth: number, style: string) => {
    context.lineWidth = lineWidth;
    context.strokeStyle = style;
    context.stroke();
  };
  roundRect(context, box, radius);
  stroke(width + 3, 'rgb(10 11 14 / 0.6)');
  stroke(width + 1, 'rgb(255 255 255 / 0.9)');
  stroke(width, colour);
}

function paintPlate(context: Paintable, face: Marked, type: PlateType): void {
  const { plate } = face;
  if (plate === null) return;
  roundRect(context, plate, Math.round(type.size * 0.6));
  context.fillStyle = PLATE;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = 'rgb(255 255 255 / 0.22)';
  context.stroke();

  const padX = face.lines.length === 0 ? type.padY : type.padX;
  const firstRow = face.lines.length === 0 ? type.badge : type.lineHeight;
  const top = (row: number) => plate.y + type.padY + row * type.lineHeight + firstRow / 2 + 0.5;
  const badge = {
    x: plate.x + padX,
    y: top(0) - 0.5 - type.badge / 2,
    width: type.badge,
    height: type.badge,
  };
  roundRect(context, badge, type.badge * 0.32);
  context.fillStyle = face.colour;
  context.fill();

  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.fillStyle = SWATCH_TEXT;
  context.font = fontOf(Math.round(type.size * (face.id > 99 ? 0.62 : 0.8)), true);
  context.fillText(String(face.id), badge.x + type.badge / 2, top(0));

  context.textAlign = 'left';
  face.lines.forEach((line, row) => {
    context.font = fontOf(type.size, row === 0);
    context.fillStyle = row === 0 ? PLATE_TEXT : PLATE_QUIET;
    context.fillText(line, plate.x + padX + (row === 0 ? type.badge + type.padY : 0), top(row));
  });
}

function roundRect(context: Paintable, box: Box, radius: number): void {
  context.beginPath();
  context.roundRect(box.x, box.y, Math.max(0, box.width), Math.max(0, box.height), Math.max(0, radius));
}
