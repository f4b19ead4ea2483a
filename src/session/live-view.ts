import { isTooSlow, NEW_PACE, recordCost } from '#core/camera-pace.ts';
import { EMPTY_STATS, recordFrame, summarise } from '#core/stats.ts';
import type { Result } from '#core/types.ts';
import type { EngineFailure } from '#engine/protocol.ts';
import type { Frame, FrameSource, SourceFailure } from '#source/source.ts';
import type { AppEvent } from '#store/events.ts';
import type { LiveSource, Settings } from '#store/state.ts';
import { copyImage } from './copy-image.ts';
import { createCoverLine } from './cover-line.ts';
import type { EngineHost } from './engine-host.ts';
import type { Moment, Moments } from './moments.ts';
import { createPicturePresence } from './picture-presence.ts';
import { createPictureWatch } from './picture-watch.ts';
import { type Pump, startPump } from './pump.ts';
import type { RecordingControl } from './recording.ts';
import type { Timers } from './watchdog.ts';

/** Shortest time between two updates of the figures. */
const REPORT_STATS_MS = 500;
/** A page in the background draws nothing: what was answered longer ago says nothing about latency. */
const LONGEST_UNPAINTED_MS = 1000;

export interface LiveViewParts {
  readonly host: EngineHost;
  readonly stepped: boolean;
  readonly timers: Timers;
  readonly recording: Pick<RecordingControl, 'take'>;
  readonly moments: Pick<Moments, 'wanted' | 'pass' | 'deliver'>;
  /** See CoverLineParts. */
  readonly copyToHold: (image: Frame['image']) => Frame['image'] | null;
  now(): number;
  /** Calls back once after `ms`; returns a function that cancels. */
  after(ms: number, then: () => void): () => void;
  settings(): Settings;
  /** A small copy of the picture that a video shows, RGBA bytes; null if there is none. */
  copy(video: HTMLVideoElement): Uint8ClampedArray | null;
  dispatch(event: AppEvent): void;
  onResult(result: Result): void;
  onSourceEnded(failure: SourceFailure): void;
  onTrouble(failure: EngineFailure): void;
  /** Called once if the engine cannot keep pace with the pictures of a camera. */
  onTooSlow(source: FrameSource): void;
}

/** One live source: feeds its frames to the engine and keeps its figures. */
export interface LiveView {
  readonly source: FrameSource;
  /** The overlay of this result has just been drawn; its latency ends now, and so does that of unpainted earlier ones. */
  painted(result: Result): void;
  /**
   * Reads no more pictures until `release`, because the engine reads something else meanwhile. Resolves once no
   * picture is in flight.
   */
  hold(): Promise<void>;
  release(): void;
  /** Advances by `ms` of the source's time; resolves once the result is in the store, false past the end. */
  step(ms: number): Promise<boolean>;
  /** While faces are covered, the picture that is shown; its image must not be closed. */
  shown(): Moment | null;
  /** While faces are covered: what is shown and what is held back belongs to the past, so that nothing is shown. */
  blank(): void;
  close(): void;
}

/** A result that is in the store and not yet on the screen. Times in milliseconds of the page's clock. */
interface Unpainted {
  readonly result: Result;
  readonly arrivedAt: number;
  readonly answeredAt: number;
}

/** The store's description of a source. */
export function liveSource(source: FrameSource, settings: Settings): LiveSource {
  return {
    kind: source.kind,
    label: source.label,
    size: source.size,
    mirrored: settings.mirror === 'auto' ? source.userFacing : settings.mirror === 'on',
    playback: source.playback,
    silent: false,
    picture: 'unknown',
  };
}

/** Takes over an opened source, which is closed with the view. */
export function openLiveView(source: FrameSource, parts: LiveViewParts): LiveView {
  const { host, dispatch } = parts;
  let stats = EMPTY_STATS;
  let reportedStatsAt = Number.NEGATIVE_INFINITY;
  let unpainted: readonly Unpainted[] = [];
  let steppedMs = Number.NaN;
  let pace = NEW_PACE;

  /** Results of pictures that arrived earlier are outdated. */
  let blankedAt = Number.NEGATIVE_INFINITY;
  const isCovered = () => parts.settings().cover !== 'off';
  const line = createCoverLine({
    copy: parts.copyToHold,
    show(picture) {
      publish(picture.result, picture.arrivedAt);
      parts.moments.pass(picture);
    },
  });

  function take(result: Result, arrivedAt: number, image: Frame['image'] | null): void {
    keepPace(result);
    if (!isCovered()) {
      publish(result, arrivedAt);
      parts.moments.deliver(result, image);
    } else if (arrivedAt < blankedAt) {
      image?.close();
    } else if (image !== null) {
      line.push({ result, arrivedAt, image });
    }
  }

  function blank(): void {
    line.clear();
    blankedAt = parts.now();
    if (isCovered()) dispatch({ type: 'picture-outdated' });
  }

  function keepPace(result: Result): void {
    if (source.kind !== 'camera' || isTooSlow(pace)) return;
    pace = recordCost(pace, result.cost.totalMs, parts.now());
    if (isTooSlow(pace)) parts.onTooSlow(source);
  }

  function publish(result: Result, arrivedAt: number): void {
    const answeredAt = parts.now();
    const recent = unpainted.filter((one) => answeredAt - one.answeredAt < LONGEST_UNPAINTED_MS);
    // Before the dispatch, because stepped frames are drawn within it.
    unpainted = [...recent, { result, arrivedAt, answeredAt }];
    dispatch({ type: 'result', result });
    parts.onResult(result);
    parts.recording.take(result, source.label);
  }

  function painted(result: Result): void {
    const shownAt = parts.now();
    const count = unpainted.findIndex((one) => one.result === result) + 1;
    if (count === 0) return;
    for (const { result, arrivedAt } of unpainted.slice(0, count))
      stats = recordFrame(stats, { at: result.at, arrivedAt, shownAt, cost: result.cost });
    unpainted = unpainted.slice(count);
    if (shownAt - reportedStatsAt < REPORT_STATS_MS) return;
    reportedStatsAt = shownAt;
    dispatch({ type: 'stats', stats: summarise(stats) });
  }

  const unsubscribe = source.subscribe((event) => {
    if (event.type === 'playback') dispatch({ type: 'playback', playback: event.playback });
    else if (event.type === 'jumped') {
      host.forget();
      blank();
    } else if (event.type === 'seeked') pump?.pictureChanged();
    else if (event.type === 'resized') dispatch({ type: 'source-resized', size: source.size });
    else if (event.type === 'muted') presence?.muted(event.muted);
    else parts.onSourceEnded(event.failure);
  });

  // Only a camera is expected to give new pictures all the time: a screen may not move, and a clip may be paused.
  const isWatched = source.kind === 'camera' && !parts.stepped;
  const watch = isWatched
    ? createPictureWatch(
        parts.timers,
        () => parts.copy(source.video),
        (picture) => dispatch({ type: 'source-picture', picture }),
      )
    : null;
  const presence = isWatched
    ? createPicturePresence(parts.timers, (present) => {
        if (!present) {
          host.forget();
          line.clear();
          watch?.reset();
          stats = EMPTY_STATS;
          unpainted = [];
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
        arrived() {
          const isRead = presence?.frame() ?? true;
          if (isRead) watch?.frame();
          return isRead;
        },
        wantsImages: () => isCovered() || parts.moments.wanted(),
        isHeldBack: () => isCovered() && line.isBehind(),
        mayReadAgain: () => presence?.isPresent() ?? true,
        now: parts.now,
        after: parts.after,
        onResult: take,
        onTrouble: parts.onTrouble,
      });

  return {
    source,
    painted,
    hold: async () => pump?.hold(),
    release: () => pump?.release(),
    async step(ms) {
      steppedMs = Number.isNaN(steppedMs) ? 0 : steppedMs + ms;
      // The middle of the step: at its edge, rounding could return the previous frame.
      const frame = await source.frameAt((steppedMs + ms / 2) / 1000);
      if (!frame) return false;
      const image = isCovered() || parts.moments.wanted() ? await copyImage(frame.image) : null;
      const answer = await host.read({ ...frame, at: steppedMs }, 'live');
      if (answer.ok) take(answer.result, parts.now(), image);
      else image?.close();
      return answer.ok;
    },
    shown: line.shown,
    blank,
    close() {
      pump?.stop();
      line.clear();
      presence?.close();
      watch?.close();
      unsubscribe();
      source.close();
    },
  };
}
