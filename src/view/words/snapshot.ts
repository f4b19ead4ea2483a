import type { CoverStyle } from '#core/cover.ts';
import type { Size } from '#core/types.ts';
import { bytesOf, count, plural } from './numbers.ts';

export const SNAPSHOT = {
  labels: 'Labels',
  labelChoices: { with: 'With labels', without: 'Without' },
  faces: 'Faces',
  coverChoices: {
    none: 'As they are',
    solid: 'Solid',
    pixelated: 'Pixelated',
    blurred: 'Blurred',
  } satisfies Record<CoverStyle | 'none', string>,
  coverHint: 'Every face is covered. Before you get the picture, it is searched again for faces.',
  format: 'File',
  formats: { png: 'PNG', jpeg: 'JPEG', webp: 'WebP' },
  preview: 'The picture to keep',
  taking: 'Taking the picture…',
  drawing: 'Drawing the picture…',
  noMoment: 'There is no picture at this moment.',
  save: 'Save',
  copy: 'Copy',
  copied: 'Copied.',
  copyRefused: 'The browser does not allow copying here. Save the picture instead.',
  share: 'Share',
  shareFailed: 'The picture could not be shared. Save it instead.',
  again: 'Take another',
} as const;

/** Why there is no file of a picture. */
export type SnapshotFailure = 'not-decoded' | 'not-drawn' | 'not-searched' | 'not-hidden';

/** Why there is no file of a picture, as a sentence. */
export const SNAPSHOT_FAILURES: Readonly<Record<SnapshotFailure, string>> = {
  'not-decoded': 'This picture cannot be opened any more. Add it again.',
  'not-drawn':
    'This browser has no memory for a picture of this size. Close other tabs, or use a smaller picture.',
  'not-searched':
    'The picture could not be searched for faces, so it cannot be covered. Try again in a moment.',
  'not-hidden': 'A face can still be recognized with this cover. Choose “Solid”.',
};

/** "1280 × 720, 0.4 MB" */
export const pictureFacts = ({ width, height }: Size, bytes: number): string =>
  `${width} × ${height}, ${bytesOf(bytes, 0)}`;

export const SAVE_PICTURES = {
  about: 'Every photo that was read becomes one picture in a ZIP file.',
  start: 'Save as ZIP',
  saving: 'Saving the pictures',
  stay: 'Closing this sheet cancels.',
  cancel: 'Cancel',
  cancelled: 'Cancelled. Nothing was saved.',
  failed: 'The file could not be written. Check the free space and try again.',
} as const;

/** "37 of 120 pictures" */
export const savedSoFar = (done: number, all: number): string =>
  `${count(done)} of ${plural(all, 'picture')}`;
/** "118 pictures were saved." */
export const savedPictures = (n: number): string =>
  n === 1 ? '1 picture was saved.' : `${count(n)} pictures were saved.`;
/** The photo that is not in the ZIP, and why. */
export const leftOutPicture = (name: string, failure: SnapshotFailure): string =>
  `${name}: ${SNAPSHOT_FAILURES[failure]}`;
