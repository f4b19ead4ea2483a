import type { Emotion } from '#core/labels.ts';
import type { Candidate, LeftOut } from '../sample.ts';

/** Where a set lies: its folder, and its table of labels where that is not in the folder. */
export interface SetPlace {
  readonly folder: string;
  readonly table: string | null;
}

/** A set as it lies on the disk, labels read, pictures not yet. */
export interface SetFiles {
  readonly candidates: readonly Candidate[];
  /** Pictures with a bucket below this are held out; null: the candidates are the official test part. */
  readonly heldOutBelow: number | null;
  /** The emotions that the set distinguishes. */
  readonly emotions: readonly Emotion[];
  readonly leftOut: LeftOut;
}

/** `all`: every part of the set, not the held-out or test part alone. Throws where the set is not there. */
export type SetReader = (place: SetPlace, all: boolean) => SetFiles;
