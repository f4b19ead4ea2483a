import { noteRow, type ReportRow, rowsOfFaces } from '#core/report.ts';
import type { PhotoFailure, PhotoRow } from '#store/state.ts';

/** Texts for the exports' column of notes: the same as in the table. */
export interface PhotoNotes {
  readonly failure: (failure: PhotoFailure) => string;
  /** For an animation, of which only one frame was read. */
  readonly oneFrame: string;
  /** For a photo with more faces than are read. */
  readonly someFaces: (read: number, seen: number) => string;
}

/** The rows of one photo for the export; none while the photo is waiting. */
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
