import { generate } from 'lean-qr';

/** Modules of white around a code: scanners need four. */
const QUIET_ZONE = 4;

/** A QR code as an SVG path of squares of one unit. */
export interface QrShape {
  /** Side of the code with the white around it. */
  readonly side: number;
  readonly path: string;
}

/** The QR code of a text. Throws if the text is longer than a code can hold (about 2,900 bytes). */
export function qrShape(text: string): QrShape {
  const code = generate(text);
  const dots: string[] = [];
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++)
      if (code.get(x, y)) dots.push(`M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`);
  return { side: code.size + 2 * QUIET_ZONE, path: dots.join('') };
}
