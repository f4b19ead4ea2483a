import { noteRow, type ReportRow, rowsOfFaces } from '#core/report.ts';
import type { PhotoFailure, PhotoRow } from '#store/state.ts';

/**
 * The rows of one photo for the export; those that still wait have none. A photo that could not be read has the
 * note that `words` gives, which is what the table shows.
 */
export function photoReport(row: PhotoRow, words: (failure: PhotoFailure) => string): readonly ReportRow[] {
  switch (row.status.at) {
    case 'waiting':
      return [];
    case 'done':
      return rowsOfFaces(row.name, null, row.status.faces);
    case 'failed':
      return [noteRow(row.name, words(row.status.failure))];
  }
}
