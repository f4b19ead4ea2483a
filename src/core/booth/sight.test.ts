import { describe, expect, test } from 'vitest';
import { someFace } from '../face.test-support.ts';
import type { Words } from '../types.ts';
import { nearPeople, sightOf } from './sight.ts';
import { leastFace } from './sizes.ts';

const WIDTH = 1280;
const LEAST = leastFace(2) * WIDTH;
const shown: Words = { years: 34, low: 31, high: 38, gender: 'man', emotion: 'neutral', smiling: false };
const face = (id: number, size: number, read = true) =>
  someFace({ id, box: { x: 0, y: 0, width: size, height: size }, settled: read, shown: read ? shown : null });

describe('who is near', () => {
  test('is decided by the width of the face, and stays for a step back', () => {
    const near = nearPeople([face(1, LEAST), face(2, LEAST - 1)], WIDTH, 2, new Set());
    expect([...near]).toEqual([1]);
    expect([...nearPeople([face(1, LEAST * 0.9)], WIDTH, 2, near)]).toEqual([1]);
    expect([...nearPeople([face(1, LEAST * 0.8)], WIDTH, 2, near)]).toEqual([]);
  });

  test('counts for the show: far, near, and read', () => {
    const faces = [face(1, 100), face(2, 100, false), face(3, 5)];
    expect(sightOf(faces, new Set([1, 2]))).toEqual({ far: 1, near: 2, read: 1 });
  });
});
