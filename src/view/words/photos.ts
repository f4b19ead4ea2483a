import type { Emotion } from '#core/labels.ts';
import type { ImageKind, PhotoFailure, PhotosState } from '#store/state.ts';
import { EMOTION_WORDS } from './face.ts';
import { count, percent, plural, timeLeft } from './numbers.ts';

export const PHOTOS = {
  title: 'Photos',
  add: 'Add photos',
  addFolder: 'Add a folder',
  clear: 'Clear',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel the rest',
  saveCsv: 'Save CSV',
  saveExcel: 'CSV for Excel',
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
  oneFrame: 'one frame of an animation',
  back: 'Back to the table',
  previous: 'Previous photo',
  next: 'Next photo',
  loadingPicture: 'Opening the picture…',
  noPicture: 'This picture cannot be shown.',
} as const;

/** The number of faces that are not listed: "+9 more". */
export const moreFaces = (n: number): string => `+${count(n)} more`;
export const openPhoto = (name: string): string => `Open ${name}`;
/** The position of a photo in the table: "3 of 120". `index` is counted from 0. */
export const photoPlace = (index: number, total: number): string => `${count(index + 1)} of ${count(total)}`;
/** An emotion with its probability `p` (0…1): "happy 72%". */
export const emotionWith = (emotion: Emotion, p: number): string => `${EMOTION_WORDS[emotion]} ${percent(p)}`;
/** The status of a photo with more faces than were read. */
export const someFaces = (read: number, seen: number): string =>
  `${count(read)} of at least ${plural(seen, 'face')} read`;
export const facesFound = (n: number): string => (n === 0 ? PHOTOS.noFace : plural(n, 'face'));

/** "37 of 120 read, searching the next (40%), about 2 min left"; "120 photos"; "37 of 120 read, paused". */
export function photoProgress(photos: PhotosState): string {
  const all = photos.rows.length;
  if (photos.finished >= all) return plural(all, 'photo');
  const searching = photos.searched > 0 ? `, searching the next (${percent(photos.searched)})` : '';
  const done = `${count(photos.finished)} of ${count(all)} read${searching}`;
  if (photos.run === 'paused') return `${done}, paused`;
  return photos.leftMs === null ? done : `${done}, ${timeLeft(photos.leftMs)}`;
}

const CONVERT = 'convert it to JPEG or PNG';

/** The name of each format, and what to do with a file that the browser cannot decode. */
const KIND_WORDS: { readonly [K in ImageKind]: { readonly what: string; readonly advice: string } } = {
  jpeg: { what: 'a JPEG picture', advice: CONVERT },
  png: { what: 'a PNG picture', advice: CONVERT },
  webp: { what: 'a WebP picture', advice: CONVERT },
  gif: { what: 'a GIF picture', advice: CONVERT },
  bmp: { what: 'a BMP picture', advice: CONVERT },
  ico: { what: 'an icon', advice: CONVERT },
  avif: { what: 'an AVIF picture', advice: CONVERT },
  heic: { what: 'a HEIC picture', advice: CONVERT },
  tiff: { what: 'a TIFF picture', advice: CONVERT },
  svg: { what: 'an SVG drawing', advice: 'save it as PNG' },
  psd: { what: 'a Photoshop file', advice: 'save it as JPEG or PNG' },
  raw: { what: 'a camera RAW file', advice: 'export it as JPEG' },
  jxl: { what: 'a JPEG XL picture', advice: CONVERT },
  jp2: { what: 'a JPEG 2000 picture', advice: CONVERT },
};

const PHOTO_FAILURE_WORDS: {
  readonly [C in PhotoFailure['code']]: (failure: Extract<PhotoFailure, { code: C }>) => string;
} = {
  'photo-empty': () => 'an empty file',
  'photo-gone': () => 'cannot be opened: moved, changed or deleted; add it again',
  'photo-not-picture': () => 'not a picture',
  'photo-damaged': () => 'damaged or incomplete; copy or download it again',
  'photo-unsupported': ({ kind }) =>
    `${KIND_WORDS[kind].what}, which this browser cannot show; ${KIND_WORDS[kind].advice}`,
  'photo-too-large': ({ megapixels }) =>
    `too large: ${count(megapixels)} megapixels; make it smaller than 64`,
  'photo-decoder-missing': ({ kind }) =>
    `${KIND_WORDS[kind].what}; its decoder did not load: check the connection and add it again`,
  'photo-too-slow': () => 'took too long to decode; convert it to JPEG',
  'photo-failed': () => 'could not be read',
};

/** Why a photo could not be read and what to do: the same text in the table, the CSV and the JSON. */
export function photoFailureWords(failure: PhotoFailure): string {
  const words = PHOTO_FAILURE_WORDS[failure.code] as (failure: PhotoFailure) => string;
  return words(failure);
}
