import { describe, expect, test } from 'vitest';
import { LIMITS } from '../withhold.ts';
import { METRES } from './booth.ts';
import {
  cameraWidth,
  expectedFace,
  labelFont,
  leastFace,
  legibleFont,
  legibleUpTo,
  reach,
  showFont,
  turned,
} from './sizes.ts';

const full = { inches: 43, size: { width: 1920, height: 1080 } };
const tablet = { inches: 10, size: { width: 1024, height: 768 } };

describe('type', () => {
  test.each([
    ['1080p, 43 inches, 4 m', full, 4],
    ['1080p, 32 inches, 2 m', { ...full, inches: 32 }, 2],
    ['2160p, 65 inches, 5 m', { inches: 65, size: { width: 3840, height: 2160 } }, 5],
    ['portrait, 43 inches, 3 m', { inches: 43, size: { width: 1080, height: 1920 } }, 3],
    ['tablet, 1 m', tablet, 1],
  ])('%s: an x is as high as 1/250 of the distance', (_name, screen, distance) => {
    const { width, height } = screen.size;
    const millimetres = (screen.inches * 25.4) / Math.hypot(width, height);
    const x = 0.546 * showFont(distance, screen) * millimetres;
    expect(x).toBeGreaterThanOrEqual((distance * 1000) / 250 - 1e-9);
  });

  test('is 59 pixels on a 43 inch screen at 4 m', () => {
    expect(legibleFont(4, full)).toBeCloseTo(59.1, 1);
  });

  test('is no larger than fits, and the set-up can say how far that is read', () => {
    expect(showFont(6, tablet)).toBeCloseTo(768 / 16);
    expect(legibleUpTo(tablet)).toBeCloseTo(1.3, 1);
    expect(legibleFont(legibleUpTo(tablet), tablet)).toBeCloseTo(showFont(6, tablet));
  });

  test('a label grows with its face, from the size of the show to 1.5 times that', () => {
    expect(labelFont(40, 0, 2)).toBe(40);
    expect(labelFont(40, expectedFace(2), 2)).toBe(40);
    expect(labelFont(40, expectedFace(1), 2)).toBeCloseTo(40 * Math.SQRT2);
    expect(labelFont(40, 1, 2)).toBe(60);
  });
});

describe('faces', () => {
  test('up to a quarter further away than expected are near', () => {
    expect(leastFace(2)).toBeCloseTo(expectedFace(2.5));
  });

  test.each([
    [0.5, 640],
    [1.5, 640],
    [1.6, 1280],
    [4.5, 1280],
  ])('at %s m the camera picture is %i pixels wide', (distance, width) => {
    expect(cameraWidth(distance)).toBe(width);
  });

  test('at every distance a near face is large enough to be found, and for every attribute but emotion', () => {
    for (let distance = 0.5; distance <= METRES.most; distance += 0.1) {
      const face = leastFace(distance) * cameraWidth(distance);
      expect(face).toBeGreaterThan(24);
      const side = 1.3 * face;
      expect(side).toBeGreaterThan(Math.max(LIMITS.age.side, LIMITS.gender.side, LIMITS.smile.side));
    }
  });

  test('are read as far as they are found and their crop is large enough', () => {
    expect(reach(1280, 40)).toBeCloseTo(4.5, 1);
    expect(reach(640, 14)).toBeCloseTo(2.9, 1);
    expect(reach(640, 31)).toBeCloseTo(reach(640, 14), 1);
  });
});

test.each([
  [0, 1920, 1080],
  [90, 1080, 1920],
  [180, 1920, 1080],
  [270, 1080, 1920],
] as const)('turned by %i°, the page is %i × %i', (rotation, width, height) => {
  expect(turned(full.size, rotation)).toEqual({ width, height });
});
