import type { Face } from '#core/types.ts';
import type { AppState, LiveSource, PhotoRow } from './state.ts';

const NOBODY: readonly Face[] = [];

/** The faces of the newest live result. The array is identical for the same result. */
export const selectFaces = (state: AppState): readonly Face[] => state.result?.faces ?? NOBODY;

/** Number of people shown in the live picture. */
export const selectPeople = (state: AppState): number => selectFaces(state).length;

/**
 * Number of people in the live picture beyond the limit of shown faces. It is computed within one result, because
 * views sample the state at different times and must not compare totals of different results.
 */
export const selectUnshown = ({ result }: AppState): number =>
  result === null ? 0 : result.seen - result.faces.length;

/** The live source, or null on every other screen. */
export const selectLiveSource = (state: AppState): LiveSource | null =>
  state.phase.state === 'live' ? state.phase.source : null;

/** The rows of the photo table. */
export const selectPhotoRows = (state: AppState): readonly PhotoRow[] => state.photos.rows;
