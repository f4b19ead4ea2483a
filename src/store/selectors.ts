import type { Face } from '#core/types.ts';
import type { AppState, LiveSource, PhotoRow } from './state.ts';

const NOBODY: readonly Face[] = [];

/** The faces of the newest live result; the same array as long as the result is the same. */
export const selectFaces = (state: AppState): readonly Face[] => state.result?.faces ?? NOBODY;

/** How many people are in the live picture. */
export const selectPeople = (state: AppState): number => selectFaces(state).length;

/** How many people were found in the live picture, also those that are not shown. */
export const selectSeen = (state: AppState): number => state.result?.seen ?? 0;

/** The live source, or null on every other screen. */
export const selectLiveSource = (state: AppState): LiveSource | null =>
  state.phase.at === 'live' ? state.phase.source : null;

/** The rows of the photo table. */
export const selectPhotoRows = (state: AppState): readonly PhotoRow[] => state.photos.rows;
