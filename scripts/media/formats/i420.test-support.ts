/**
 * Converts RGBA bytes (`width` × `height`, both even) to consecutive I420 planes: Y of width·height bytes, then U and
 * V of a quarter each, where each value is the mean of 2×2 pixels. BT.601, limited range, as Chromium decodes a .y4m
 * file (docs/measurements.md, "Frames and cameras in Chromium"). Throws on an odd size or a wrong number of bytes.
 */
export function toI420(rgba: Uint8Array, width: number, height: number): Uint8Array {
  if (width % 2 || height % 2) throw new Error(`I420 needs an even size, not ${width}×${height}`);
  if (rgba.length !== width * height * 4)
    throw new Error(`${rgba.length} bytes are not ${width}×${height} RGBA`);
  const pixels = width * height;
  const out = new Uint8Array((pixels * 3) / 2);
  for (let p = 0; p < pixels; p++) {
    const [r, g, b] = [rgba[4 * p]!, rgba[4 * p + 1]!, rgba[4 * p + 2]!];
    out[p] = Math.round(16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255);
  }
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const mean = (c: number): number => {
        const p = (y * width + x) * 4 + c;
        const q = p + width * 4;
        return (rgba[p]! + rgba[p + 4]! + rgba[q]! + rgba[q + 4]!) / 4;
      };
      const [r, g, b] = [mean(0), mean(1), mean(2)];
      const index = (y / 2) * (width / 2) + x / 2;
      out[pixels + index] = Math.round(128 + (-37.797 * r - 74.203 * g + 112 * b) / 255);
      out[pixels + pixels / 4 + index] = Math.round(128 + (112 * r - 93.786 * g - 18.214 * b) / 255);
    }
  }
  return out;
}
