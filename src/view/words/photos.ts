import type { Emotion } from '#core/labels.ts';
import type { PhotoFailure, PhotosState } from '#store/state.ts';
import { EMOTION_WORDS } from './face.ts';
import { count, percent, plural, timeLeft } from './numbers.ts';

export const PHOTOS = {
  title: 'Photos',
  add: 'Add photos',
  clear: 'Clear',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel the rest',
  saveCsv: 'Save CSV',
  saveJson: 'Save JSON',
  leave: 'Leave',
  columns: {
    name: 'Photo',
    faces: 'Faces',
    age: 'Age',
    gender: 'Gender',
    emotion: 'Emotion',
    smile: 'Smile',
    status: 'Status',
  },
  sortBy: 'Sort by',
  order: 'Order of arrival',
  search: 'Find by name',
  which: 'Photos',
  whiches: { all: 'All', faces: 'With faces', none: 'No face', failed: 'Not read' },
  emotion: 'Emotion',
  gender: 'Gender',
  any: 'Any',
  emptyTitle: 'No photos yet',
  emptyBody: 'Drop some anywhere, paste one, or choose files. Thousands are fine.',
  noMatch: 'No photo fits these filters.',
  resetFilters: 'Show all',
  waiting: 'waiting',
  noFace: 'no face found',
  back: 'Back to the table',
  previous: 'Previous photo',
  next: 'Next photo',
  loadingPicture: 'Opening the picture…',
  noPicture: 'This picture cannot be shown.',
} as const;

export const moreFaces = (n: number): string => `+${count(n)} more`;
export const openPhoto = (name: string): string => `Open ${name}`;
export const photoPlace = (index: number, total: number): string => `${count(index + 1)} of ${count(total)}`;
export const emotionWith = (emotion: Emotion, p: number): string => `${EMOTION_WORDS[emotion]} ${percent(p)}`;
export const facesFound = (n: number): string => (n === 0 ? PHOTOS.noFace : plural(n, 'face'));

/** "37 of 120 read, about 2 min left"; "120 photos"; "37 of 120 read, paused". */
export function photoProgress(photos: PhotosState): string {
  const all = photos.rows.length;
  if (photos.finished >= all) return plural(all, 'photo');
  const done = `${count(photos.finished)} of ${count(all)} read`;
  if (photos.run === 'paused') return `${done}, paused`;
  return photos.leftMs === null ? done : `${done}, ${timeLeft(photos.leftMs)}`;
}

const PHOTO_FAILURE_WORDS: {
  readonly [C in PhotoFailure['code']]: (failure: Extract<PhotoFailure, { code: C }>) => string;
} = {
  'photo-broken': () => 'not a picture this browser can read',
  'photo-too-large': (failure) => `too large: ${count(failure.megapixels)} megapixels`,
  'photo-failed': () => 'could not be read',
};

export function photoFailureWords(failure: PhotoFailure): string {
  const words = PHOTO_FAILURE_WORDS[failure.code] as (failure: PhotoFailure) => string;
  return words(failure);
}
