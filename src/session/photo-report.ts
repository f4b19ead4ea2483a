import { noteRow, type ReportRow, rowsOfFaces } from '#core/report.ts';
import type { PhotoFailure, PhotoRow } from '#store/state.ts';

/** What the exports say beside readings: the same as the table. */
export interface PhotoNotes {
  readonly failure: (failure: PhotoFailure) => string;
  /** For a photo of which one frame was read. */
  readonly oneFrame: string;
  /** For a photo with more faces than are read. */
  readonly someFaces: (read: number, seen: number) => string;
}

/** The rows of one photo for the export; those that still wait have none. */
export function photoReport({ name, status }: PhotoRow, notes: PhotoNotes): readonly ReportRow[] {
  switch (status.state) {
    case 'waiting':
      return [];
    case 'done': {
      const rows = rowsOfFaces(name, null, status.faces);
      const remarks = [
        ...(status.animated ? [notes.oneFrame] : []),
        ...(status.seen ? [notes.someFaces(status.faces.length, status.seen)] : []),
      ];
      return rows.map((row) => ({ ...row, note: [row.note, ...remarks].filter(Boolean).join('; ') }));
    }
    case 'failed':
      return [noteRow(name, notes.failure(status.failure))];
  }
}
