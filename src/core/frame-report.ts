import { csvLine, noteRow, REPORT_COLUMNS, type ReportRow, RFC_4180, rowsOfFaces } from './report.ts';
import type { Face } from './types.ts';

/**
 * One face of one frame of a video that was read whole: a row of the report with the frame's number, counted from 0,
 * and without the time of day, which every run would change.
 */
export type FrameRow = Omit<ReportRow, 'time'> & { readonly frame: number };

/** The columns in order: those of the report, with `frame` in place of `time`. */
export const FRAME_COLUMNS: readonly (keyof FrameRow)[] = REPORT_COLUMNS.map((column) =>
  column === 'time' ? 'frame' : column,
);

/** The header line of the CSV, with its CRLF. */
export const FRAME_HEADER = csvLine(FRAME_COLUMNS, RFC_4180);

/**
 * The CSV lines of a frame: one per face, or one with a note if it shows none.
 *
 * @param source the video's name.
 * @param seconds the frame's time in the video.
 */
export function frameLines(source: string, frame: number, seconds: number, faces: readonly Face[]): string {
  const rows =
    faces.length > 0
      ? rowsOfFaces(source, { seconds, timeOfDay: '' }, faces)
      : [{ ...noteRow(source, 'no face'), time_s: Number(seconds.toFixed(3)) }];
  return rows
    .map((row) => {
      const fields: FrameRow = { ...row, frame };
      return csvLine(
        FRAME_COLUMNS.map((column) => fields[column]),
        RFC_4180,
      );
    })
    .join('');
}

/** Numbers faces from 1 in the order in which a video shows them, so that every run gives the same numbers. */
export function createRenumbering(): (faces: readonly Face[]) => readonly Face[] {
  const numbers = new Map<number, number>();
  return (faces) =>
    faces.map((face) => {
      const number = numbers.get(face.id) ?? numbers.size + 1;
      numbers.set(face.id, number);
      return { ...face, id: number };
    });
}
