import type { Face } from '#core/types.ts';
import type { AppState, LiveSource, PhotoRow } from './state.ts';

const NOBODY: readonly Face[] = [];

/** The faces of the newest live result; the same array as long as the result is the same. */
export const selectFaces = (state: AppState): readonly Face[] => state.result?.faces ?? NOBODY;

/** How many people are in the live picture. */
export const selectPeople = (state: AppState): number => selectFaces(state).length;

/**
 * How many people of the live picture are not shown, because there is no room. A difference within one result: views
 * sample the state at different moments, and two totals of different results must not be compared.
 */
export const selectUnshown = ({ result }: AppState): number =>
  result === null ? 0 : result.seen - result.faces.length;

/** The live source, or null on every other screen. */
export const selectLiveSource = (state: AppState): LiveSource | null =>
  state.phase.state === 'live' ? state.phase.source : null;

/** The rows of the photo table. */
export const selectPhotoRows = (state: AppState): readonly PhotoRow[] => state.photos.rows;
