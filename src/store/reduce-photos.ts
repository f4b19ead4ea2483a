import { unreachable } from '#core/types.ts';
import type { PhotosEvent } from './events.ts';
import type { PhotosState } from './state.ts';

/** The empty photo table. */
export const NO_PHOTOS: PhotosState = {
  rows: [],
  run: 'idle',
  finished: 0,
  searched: 0,
  leftMs: null,
  open: null,
};

/** The photo table after one event. Rows keep their order and their ids. */
export function reducePhotos(photos: PhotosState, event: PhotosEvent): PhotosState {
  switch (event.type) {
    case 'photos-added':
      return { ...photos, rows: [...photos.rows, ...event.rows] };
    case 'photo-finished': {
      // Rows are sorted by id, so a binary search avoids a scan of thousands of rows.
      const index = rowIndex(photos, event.id);
      const row = photos.rows[index];
      if (!row) return photos;
      const rows = photos.rows.slice();
      rows[index] = { ...row, status: event.status };
      const finished = photos.finished + (row.status.state === 'waiting' ? 1 : 0);
      return { ...photos, rows, finished, searched: 0 };
    }
    case 'photo-searched':
      return { ...photos, searched: event.share };
    case 'photos-run':
      return { ...photos, run: event.run };
    case 'photos-left':
      return { ...photos, leftMs: event.leftMs };
    case 'photos-cancelled': {
      const rows = photos.rows.filter((row) => row.status.state !== 'waiting');
      return { ...photos, rows, run: 'idle', searched: 0, leftMs: null };
    }
    case 'photos-cleared':
      return NO_PHOTOS;
    case 'photo-shown':
      return { ...photos, open: event.id };
    default:
      return unreachable(event);
  }
}

/** Index of the row with this id, or −1; rows are in ascending order of id. */
export function rowIndex(photos: Pick<PhotosState, 'rows'>, id: number): number {
  let low = 0;
  let high = photos.rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = photos.rows[middle]?.id ?? 0;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
