import { EMPTY_STATS, recordFrame, summarise } from '#core/stats.ts';
import type { Result } from '#core/types.ts';
import type { EngineFailure } from '#engine/protocol.ts';
import type { FrameSource, SourceFailure } from '#source/source.ts';
import type { AppEvent } from '#store/events.ts';
import type { LiveSource, Settings } from '#store/state.ts';
import type { EngineHost } from './engine-host.ts';
import { createPicturePresence } from './picture-presence.ts';
import { type Pump, startPump } from './pump.ts';
import type { RecordingControl } from './recording.ts';
import type { Timers } from './watchdog.ts';

const TELL_STATS_MS = 500;

export interface LiveViewParts {
  readonly host: EngineHost;
  readonly stepped: boolean;
  readonly timers: Timers;
  readonly recording: Pick<RecordingControl, 'take'>;
  now(): number;
  /** Calls back once after `ms`; returns a function that cancels. */
  after(ms: number, then: () => void): () => void;
  settings(): Settings;
  dispatch(event: AppEvent): void;
  onResult(result: Result): void;
  onSourceEnded(failure: SourceFailure): void;
  onTrouble(failure: EngineFailure): void;
}

/** One source being watched: feeds it to the engine, keeps its figures. */
export interface LiveView {
  readonly source: FrameSource;
  step(ms: number): Promise<boolean>;
  close(): void;
}

/** What the store says of a source. */
export function liveSource(source: FrameSource, settings: Settings): LiveSource {
  return {
    kind: source.kind,
    label: source.label,
    size: source.size,
    mirrored: settings.mirror === 'auto' ? source.userFacing : settings.mirror === 'on',
    playback: source.playback,
    silent: false,
  };
}

export function openLiveView(source: FrameSource, parts: LiveViewParts): LiveView {
  const { host, dispatch } = parts;
  let stats = EMPTY_STATS;
  let toldStatsAt = Number.NEGATIVE_INFINITY;
  let steppedMs = Number.NaN;

  function take(result: Result, arrivedAt: number): void {
    dispatch({ type: 'result', result });
    parts.onResult(result);
    const shownAt = parts.now();
    stats = recordFrame(stats, { at: shownAt, arrivedAt, shownAt, cost: result.cost });
    if (shownAt - toldStatsAt >= TELL_STATS_MS) {
      toldStatsAt = shownAt;
      dispatch({ type: 'stats', stats: summarise(stats) });
    }
    parts.recording.take(result, source.label);
  }

  const unsubscribe = source.subscribe((event) => {
    if (event.type === 'playback') dispatch({ type: 'playback', playback: event.playback });
    else if (event.type === 'jumped') host.forget();
    else if (event.type === 'seeked') pump?.pictureChanged();
    else if (event.type === 'resized') dispatch({ type: 'source-resized', size: source.size });
    else if (event.type === 'muted') presence?.muted(event.muted);
    else parts.onSourceEnded(event.failure);
  });

  // A screen that does not move gives no new pictures either, and a clip pauses.
  const presence =
    source.kind === 'camera' && !parts.stepped
      ? createPicturePresence(parts.timers, (present) => {
          if (!present) {
            host.forget();
            stats = EMPTY_STATS;
          }
          dispatch({ type: 'source-silent', silent: !present });
        })
      : null;

  host.forget();
  dispatch({ type: 'source-opened', source: liveSource(source, parts.settings()) });
  const pump: Pump | null = parts.stepped
    ? null
    : startPump(source, {
        read: (frame) => host.read(frame, 'live'),
        arrived: () => presence?.frame() ?? true,
        mayReadAgain: () => presence?.isPresent() ?? true,
        now: parts.now,
        after: parts.after,
        onResult: take,
        onTrouble: parts.onTrouble,
      });

  return {
    source,
    async step(ms) {
      steppedMs = Number.isNaN(steppedMs) ? 0 : steppedMs + ms;
      // The middle of the step: at its very edge rounding could give the frame before.
      const frame = await source.frameAt((steppedMs + ms / 2) / 1000);
      if (!frame) return false;
      const answer = await host.read({ ...frame, at: steppedMs }, 'live');
      if (answer.ok) take(answer.result, parts.now());
      return answer.ok;
    },
    close() {
      pump?.stop();
      presence?.close();
      unsubscribe();
      source.close();
    },
  };
}
