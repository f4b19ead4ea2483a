import { expect, test } from 'vitest';
import type { PhotoFailure } from '#store/state.ts';
import { photoFailureWords } from './photos.ts';

test.each<readonly [PhotoFailure, string]>([
  [
    { code: 'photo-unsupported', kind: 'tiff' },
    'a TIFF picture, which this browser cannot show; convert it to JPEG or PNG',
  ],
  [
    { code: 'photo-unsupported', kind: 'raw' },
    'a camera RAW file, which this browser cannot show; export it as JPEG',
  ],
  [{ code: 'photo-too-large', megapixels: 1600 }, 'too large: 1,600 megapixels; make it smaller than 64'],
  [{ code: 'photo-damaged' }, 'damaged or incomplete; copy or download it again'],
  [{ code: 'photo-failed', detail: 'TypeError: x' }, 'could not be read'],
])('%j', (failure, words) => {
  expect(photoFailureWords(failure)).toBe(words);
});
