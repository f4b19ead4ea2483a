import type { LocalTime } from '#core/iso-time.ts';
import type { ReportFormat, ReportRow } from '#core/report.ts';
import type { Result } from '#core/types.ts';
import type { LiveKind } from '#source/source.ts';
import type { AppEvent } from '#store/events.ts';
import { createRecorder, type Recorder } from './recorder.ts';

export interface RecordingParts {
  /** The time of day, for the rows. */
  clock(): LocalTime;
  dispatch(event: AppEvent): void;
  save(rows: readonly ReportRow[], format: ReportFormat): void;
  /** Whether leaving the page would lose rows, so that the browser must ask for confirmation. */
  guardUnload(guarded: boolean): void;
  onFull(): void;
}

/**
 * The recording of the page. It outlives its source: even if a camera fails, rows are kept until the user saves or
 * discards them.
 */
export interface RecordingControl {
  /** Starts a recording of a source of this kind. */
  start(kind: LiveKind): void;
  /** Records a live result; `source` is the name of its source. Does nothing unless a recording is running. */
  take(result: Result, source: string): void;
  /** Ends the recording. Without rows it is discarded; otherwise its rows are kept to be saved. */
  end(): void;
  /** Ends the recording unless it began with a source of this kind, so that it continues with another camera. */
  endUnless(kind: LiveKind): void;
  /** Saves the rows to a file, then discards them. */
  save(format: ReportFormat): void;
  drop(): void;
}

/** Creates a control without a recording. */
export function createRecording(parts: RecordingParts): RecordingControl {
  let recorder: Recorder | null = null;
  let running = false;
  let startedAt = 0;
  let startedWith: LiveKind | null = null;

  function report(): void {
    const rows = recorder?.rows.length ?? 0;
    parts.guardUnload(rows > 0);
    parts.dispatch({ type: 'recording', recording: recorder && { startedAt, rows, running } });
  }

  function drop(): void {
    recorder = null;
    running = false;
    report();
  }

  function end(): void {
    if (!recorder || !running) return;
    running = false;
    if (recorder.rows.length === 0) recorder = null;
    report();
  }

  return {
    start(kind) {
      startedWith = kind;
      startedAt = parts.clock().epochMs;
      recorder = createRecorder(parts.clock);
      running = true;
      report();
    },
    take(result, source) {
      if (!recorder || !running) return;
      const before = recorder.rows.length;
      recorder.add(result, source);
      if (recorder.full) {
        running = false;
        parts.onFull();
      }
      if (recorder.rows.length !== before) report();
    },
    end,
    endUnless(kind) {
      if (startedWith !== kind) end();
    },
    save(format) {
      if (recorder) parts.save(recorder.rows, format);
      drop();
    },
    drop,
  };
}
