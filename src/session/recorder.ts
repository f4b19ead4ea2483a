import { isoTime, type LocalTime } from '#core/iso-time.ts';
import { type ReportRow, rowsOfFaces } from '#core/report.ts';
import type { Result } from '#core/types.ts';

/** Enough for a day of one person, or an hour and a half of sixteen. */
export const MOST_ROWS = 90_000;

/** Keeps one row per face and second of the source's clock. */
export interface Recorder {
  /** Adds a result; `source` is the name of its source. Returns false once the recorder is full. */
  add(result: Result, source: string): boolean;
  readonly rows: readonly ReportRow[];
}

/** `clock`: the time of day, for the column `time`. */
export function createRecorder(clock: () => LocalTime): Recorder {
  const rows: ReportRow[] = [];
  let second = -1;
  let seen = new Set<number>();
  return {
    rows,
    add(result, source) {
      const now = Math.floor(result.at / 1000);
      if (now !== second) {
        second = now;
        seen = new Set();
      }
      // A face that is not settled yet gets its row later in the same second.
      const fresh = result.faces.filter((face) => face.settled && !seen.has(face.id));
      for (const face of fresh) seen.add(face.id);
      const moment = { seconds: result.at / 1000, timeOfDay: isoTime(clock()) };
      rows.push(...rowsOfFaces(source, moment, fresh));
      return rows.length < MOST_ROWS;
    },
  };
}
