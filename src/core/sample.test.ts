import { expect, test } from 'vitest';
import { mirrorCrop, sampleCrop, supersampling } from './sample.ts';
import type { Picture, Similarity } from './types.ts';

/** A picture with a pattern that has no symmetry. */
function pattern(width: number, height: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; i++) data[i] = (i * 73 + ((i * i) % 191)) % 256;
  return { width, height, data };
}

function turned(scale: number, angle: number, tx: number, ty: number): Similarity {
  return { a: scale * Math.cos(angle), b: scale * Math.sin(angle), tx, ty };
}

/** Direct implementation of the definition: k × k points in each pixel, each bilinear between pixel centres. */
function reference(picture: Picture, s: Similarity, size: number, k: number): number[] {
  const pixel = (x: number, y: number, channel: number) => {
    const column = Math.min(Math.max(x, 0), picture.width - 1);
    const row = Math.min(Math.max(y, 0), picture.height - 1);
    return picture.data[(row * picture.width + column) * 4 + channel]!;
  };
  const bilinear = (x: number, y: number, channel: number) => {
    const left = Math.floor(x - 0.5);
    const top = Math.floor(y - 0.5);
    const fx = x - 0.5 - left;
    const fy = y - 0.5 - top;
    return (
      (pixel(left, top, channel) * (1 - fx) + pixel(left + 1, top, channel) * fx) * (1 - fy) +
      (pixel(left, top + 1, channel) * (1 - fx) + pixel(left + 1, top + 1, channel) * fx) * fy
    );
  };
  const det = s.a * s.a + s.b * s.b;
  const crop: number[] = [];
  for (let v = 0; v < size; v++)
    for (let u = 0; u < size; u++)
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let j = 0; j < k; j++)
          for (let i = 0; i < k; i++) {
            const du = u + (i + 0.5) / k - s.tx;
            const dv = v + (j + 0.5) / k - s.ty;
            sum += bilinear((s.a * du + s.b * dv) / det, (s.a * dv - s.b * du) / det, channel);
          }
        crop.push(sum / (k * k));
      }
  return crop;
}

test.each([
  ['enlarged', turned(1.7, 0.3, -8, -3), 1],
  ['as it is', turned(1, 0, -5.25, -4.5), 1],
  ['shrunk and turned', turned(0.5, -0.7, 2, 9), 2],
  ['shrunk a lot', turned(0.2, 2.1, 12, 3), 3],
  ['mostly outside the picture', turned(0.9, 0.1, 14, 14), 2],
])('a crop %s equals the direct definition', (_, similarity, k) => {
  const picture = pattern(41, 29);
  const out = new Float32Array(16 * 16 * 3);
  expect(supersampling(similarity)).toBe(k);
  sampleCrop(picture, similarity, 16, out, 0, 1, 0);
  const expected = reference(picture, similarity, 16, k);
  for (let i = 0; i < expected.length; i++) expect(Math.abs(out[i]! - expected[i]!)).toBeLessThan(1e-3);
});

test('the identity copies the picture, scaled and shifted, to the offset and writes nothing else', () => {
  const picture = pattern(4, 4);
  const out = new Float32Array(5 + 48 + 5).fill(7);
  sampleCrop(picture, turned(1, 0, 0, 0), 4, out, 5, 1 / 127.5, -1);
  for (let i = 0; i < 48; i++) {
    const grey = picture.data[Math.floor(i / 3) * 4 + (i % 3)]!;
    expect(out[5 + i]).toBeCloseTo(grey / 127.5 - 1, 5);
  }
  expect([...out.slice(0, 5), ...out.slice(53)]).toEqual(new Array(10).fill(7));
});

test('a part of a crop has the numbers of the whole, and nothing outside it is written', () => {
  const similarity = turned(0.4, -0.6, 5, 7);
  const whole = new Float32Array(3 + 12 * 12 * 3);
  sampleCrop(pattern(41, 29), similarity, 12, whole, 3, 1 / 255, 0);
  const part = new Float32Array(whole.length).fill(7);
  sampleCrop(pattern(41, 29), similarity, 12, part, 3, 1 / 255, 0, { left: 2, top: 5, right: 11, bottom: 7 });
  const expected = whole.map((value, i) => {
    const pixel = Math.floor((i - 3) / 3);
    const [column, row] = [pixel % 12, Math.floor(pixel / 12)];
    return column >= 2 && column < 11 && (row === 5 || row === 6) ? value : 7;
  });
  expect([...part]).toEqual([...expected]);
});

test('a crop of a picture of one pixel has its colour everywhere', () => {
  const picture: Picture = { width: 1, height: 1, data: new Uint8ClampedArray([10, 20, 30, 255]) };
  const out = new Float32Array(12);
  sampleCrop(picture, turned(0.4, 0.5, 3, -2), 2, out, 0, 1, 0);
  for (let i = 0; i < 12; i++) expect(out[i]).toBeCloseTo([10, 20, 30][i % 3]!, 4);
});

test.each([
  [1.01, 1],
  [1, 1],
  [0.99, 2],
  [1 / 3.49, 2],
  [1 / 3.51, 3],
])('%f crop pixels per picture pixel take %i samples per side', (scale, k) => {
  expect(supersampling(turned(scale, 0, 0, 0))).toBe(k);
});

test('a mirror image reverses each row, keeps channels in order, and does not change the crop', () => {
  const crop = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const crops = new Float32Array([0, ...crop, ...new Array(12).fill(0)]);
  mirrorCrop(crops, 1, 13, 2);
  expect([...crops]).toEqual([0, ...crop, 4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]);
});
