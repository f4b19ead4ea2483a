import type { CoverStyle } from '#core/cover.ts';
import type { Box, Face, Result } from '#core/types.ts';
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

/** What is covered of the live picture and how; null while faces are not covered. */
export interface Cover {
  readonly style: CoverStyle;
  /** Picture pixels. */
  readonly regions: readonly Box[];
}

/**
 * What to cover of a live picture with this result; null while faces are not covered. Throws if the result does not say
 * where faces may be: such a picture must not be shown.
 */
export function coverOf({ settings, uncovered }: AppState, { cover }: Result): Cover | null {
  if (settings.cover === 'off') return null;
  if (cover === undefined) throw new Error('this picture was not searched for every face');
  const regions = cover.regions
    .filter(({ id }) => id === null || !uncovered.includes(id))
    .map(({ region }) => region)
    // The largest is painted last, because its blocks are the coarsest.
    .sort((a, b) => a.width * a.height - b.width * b.height);
  return { style: settings.cover, regions };
}

/** The live source, or null on every other screen. */
export const selectLiveSource = (state: AppState): LiveSource | null =>
  state.phase.state === 'live' ? state.phase.source : null;

/** The rows of the photo table. */
export const selectPhotoRows = (state: AppState): readonly PhotoRow[] => state.photos.rows;
