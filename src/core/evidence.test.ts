import { expect, test } from 'vitest';
import { evidenceFrom, evidenceValues } from './evidence.ts';
import type { Evidence } from './types.ts';

const EVIDENCE: Evidence = {
  side: 120,
  sharpness: 0.4,
  brightness: 0.5,
  contrast: 0.2,
  turned: 0.1,
  tilted: 0.05,
  inside: 0.9,
  face: 0.99,
  eyes: 0.8,
  mouth: 0.3,
};

test('every field of the evidence is among its values, and comes back from them', () => {
  expect(evidenceValues(EVIDENCE)).toHaveLength(Object.keys(EVIDENCE).length);
  expect(evidenceFrom(evidenceValues(EVIDENCE))).toEqual(EVIDENCE);
});
