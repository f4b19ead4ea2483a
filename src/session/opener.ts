import type { EngineFailure } from '#engine/protocol.ts';
import type { FrameSource, LiveKind, Opened, SourceFailure } from '#source/source.ts';
import type { AppStore } from '#store/store.ts';
import type { EngineControl } from './engine-control.ts';
import type { LiveView } from './live-view.ts';

/** A live source that the user wants to see. */
export interface WantedSource {
  readonly kind: LiveKind;
  request(): Promise<Opened>;
  /** The browser opens it only while the user's click is recent. */
  readonly needsGesture?: boolean;
}

/** What the user wants to see. Each attempt is an object of its own, so that a late answer to another is recognised. */
type Wanted = WantedSource | { readonly kind: 'photos' } | { readonly kind: 'nothing' };

export interface OpenerParts {
  readonly store: AppStore;
  readonly engine: Pick<EngineControl, 'ready' | 'finding' | 'restartIfFailed'>;
  /** Shows a source that has been opened. */
  watch(source: FrameSource): LiveView;
  pausePhotos(): void;
}

/** Decides what is shown. At most one live source is open, and only the one that was wanted last. */
export interface Opener {
  /** The source that is shown; null if there is none. */
  live(): LiveView | null;
  /** Leaves what is shown, waits until faces can be detected, then opens the source. */
  open(source: WantedSource): void;
  showPhotos(): void;
  leave(): void;
  /** Tries again what was wanted last. */
  retry(): void;
  sourceEnded(kind: LiveKind, failure: SourceFailure): void;
  engineFailed(failure: EngineFailure): void;
  close(): void;
}

export function createOpener({ store, engine, watch, pausePhotos }: OpenerParts): Opener {
  const { dispatch } = store;
  let wanted: Wanted = { kind: 'nothing' };
  let live: LiveView | null = null;

  function want(next: Wanted): void {
    wanted = next;
    closeLive();
  }

  function closeLive(): void {
    live?.close();
    live = null;
  }

  function open(source: WantedSource): void {
    const mine = { ...source };
    want(mine);
    pausePhotos();
    dispatch({ type: 'source-wanted', kind: mine.kind });
    engine.restartIfFailed();
    void openOnceDetecting(mine);
  }

  async function openOnceDetecting(mine: WantedSource): Promise<void> {
    const early = mine.needsGesture ? mine.request() : null;
    // Stepped frames must give the same results each time, so the first of them already needs readings.
    const answers = await (store.api.getState().stepped ? engine.ready() : engine.finding());
    if (mine !== wanted || !answers) {
      closeUnused(await early);
      return;
    }
    dispatch({ type: 'source-prompting' });
    const opened = await (early ?? mine.request());
    if (mine !== wanted) closeUnused(opened);
    else if (opened.ok) live = watch(opened.source);
    else dispatch({ type: 'source-failed', failure: opened.failure, kind: mine.kind });
  }

  function showPhotos(): void {
    want({ kind: 'photos' });
    dispatch({ type: 'photos-wanted' });
    engine.restartIfFailed();
  }

  function leave(): void {
    want({ kind: 'nothing' });
    pausePhotos();
    dispatch({ type: 'left' });
  }

  return {
    live: () => live,
    open,
    showPhotos,
    leave,
    retry() {
      engine.restartIfFailed();
      if (wanted.kind === 'nothing') leave();
      else if (wanted.kind === 'photos') showPhotos();
      else open(wanted);
    },
    sourceEnded(kind, failure) {
      closeLive();
      dispatch({ type: 'source-failed', failure, kind });
    },
    engineFailed(failure) {
      // The copy ends an attempt that is under way: its source must not open over the failure.
      want({ ...wanted });
      dispatch({ type: 'engine-failed', failure });
    },
    close: () => want({ kind: 'nothing' }),
  };
}

function closeUnused(opened: Opened | null): void {
  if (opened?.ok) opened.source.close();
}
