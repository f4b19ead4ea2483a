import type { Size } from '#core/types.ts';

/** CSS pixels per unit of an SVG's width and height. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 96 / 72,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
};

/** Size of a drawing in CSS pixels, from its width and height or its view box; null if it has neither. */
export function svgSize(text: string): Size | null {
  const tag = /<(?:\w+:)?svg\b[^>]*>/i.exec(text)?.[0];
  if (!tag) return null;
  const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(tag)?.[1];
  const width = pixels(attribute('width'));
  const height = pixels(attribute('height'));
  if (width && height) return { width, height };
  const box = attribute('viewBox')
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  return box?.[2] && box[3] ? { width: box[2], height: box[3] } : null;
}

function pixels(length: string | undefined): number | null {
  const parts = /^\s*([\d.]+(?:e[+-]?\d+)?)([a-z]*)\s*$/i.exec(length ?? '');
  const unit = UNITS[(parts?.[2] ?? '%').toLowerCase()];
  return parts && unit ? Number(parts[1]) * unit : null;
}
