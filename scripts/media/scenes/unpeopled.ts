/** Kinds of made pictures that show no person; recipes.ts draws each of them. */
export const UNPEOPLED_KINDS = [
  'texture',
  'text',
  'menu',
  'curtain',
  'stripes',
  'leaves',
  'shapes',
  'bricks',
  'stage',
  'lights',
  'photo',
  'drawn-faces',
] as const;

export type UnpeopledKind = (typeof UNPEOPLED_KINDS)[number];

/** Drawings of faces may be detected, so they are counted apart. */
export const DRAWN_FACES: UnpeopledKind = 'drawn-faces';

export const UNPEOPLED_SIZE = { width: 1280, height: 720 } as const;
export const UNPEOPLED_FPS = 30;
export const UNPEOPLED_SECONDS = 10;
/** Pictures of each kind. */
const EACH = 10;

/** A made picture; the number is also the seed of its recipe. */
export interface UnpeopledPicture {
  readonly kind: UnpeopledKind;
  readonly number: number;
}

export const UNPEOPLED_PICTURES: readonly UnpeopledPicture[] = UNPEOPLED_KINDS.flatMap((kind) =>
  Array.from({ length: EACH }, (_, number) => ({ kind, number })),
);

/** Kinds of the clips that move across one large picture. */
export const UNPEOPLED_CLIPS: readonly UnpeopledKind[] = [
  'text',
  'menu',
  'curtain',
  'leaves',
  'stage',
  'photo',
];

/** The files in the folder of clips. */
export const unpeopledFile = ({ kind, number }: UnpeopledPicture): string =>
  `unpeopled/${kind}-${number}.jpg`;
export const unpeopledClipFile = (kind: UnpeopledKind): string => `unpeopled/${kind}.webm`;

/** Pictures without a face for the kind `photo`, with the part of each that may be shown, in its pixels. */
export const UNPEOPLED_PHOTOS = [
  // Suits, hands and helmets of astronauts, below their chins.
  { file: 'e2e/photos/group-12.jpg', part: { x: 0, y: 285, width: 2000, height: 438 } },
  { file: 'e2e/photos/landscape.jpg', part: { x: 0, y: 0, width: 640, height: 358 } },
] as const;
