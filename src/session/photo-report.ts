import { noteRow, type ReportRow, rowsOfFaces } from '#core/report.ts';
import type { PhotoFailure, PhotoRow } from '#store/state.ts';

/** What an export says of a photo that could not be read. */
const PHOTO_NOTES: Readonly<Record<PhotoFailure['code'], string>> = {
  'photo-broken': 'not a picture',
  'photo-too-large': 'too large',
  'photo-failed': 'could not be read',
};

/** The rows of one photo for the export; those that still wait have none. */
export function photoReport(row: PhotoRow): readonly ReportRow[] {
  switch (row.status.at) {
    case 'waiting':
      return [];
    case 'done':
      return rowsOfFaces(row.name, null, row.status.faces);
    case 'failed':
      return [noteRow(row.name, PHOTO_NOTES[row.status.failure.code])];
  }
}
