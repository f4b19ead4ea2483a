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
  /** Whether leaving the page would lose rows: the browser then asks. */
  guardUnload(guarded: boolean): void;
  onFull(): void;
}

/**
 * The recording of the page. It outlives its source: whatever happens to a camera, rows stay until a person saves
 * or drops them.
 */
export interface RecordingControl {
  /** `kind`: the source that it begins with. */
  start(kind: LiveKind): void;
  /** A live result; `source` is its source's name. Does nothing while nothing is recorded. */
  take(result: Result, source: string): void;
  /** No more results belong to it. Without a row it is gone, otherwise it waits to be saved. */
  end(): void;
  /** Ends the recording unless it began with a source of this kind: it goes on when one camera replaces another. */
  endUnless(kind: LiveKind): void;
  /** Saves the rows and drops them. */
  save(format: ReportFormat): void;
  drop(): void;
}

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

/** Has the browser ask before it leaves the page, or not. */
export function guardUnload(guarded: boolean): void {
  if (guarded) window.addEventListener('beforeunload', preventUnload);
  else window.removeEventListener('beforeunload', preventUnload);
}

function preventUnload(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
