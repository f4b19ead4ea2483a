import type { LocalTime } from '#core/iso-time.ts';
import type { Result, Size } from '#core/types.ts';
import type { EngineAssets } from '#engine/protocol.ts';
import { createSmallCopy } from '#source/small-copy.ts';
import type { Frame, FrameSource } from '#source/source.ts';
import { decodePhoto } from '#source/stills.ts';
import { type SettingsStorage, saveSettings } from '#store/persist.ts';
import type { NoticeContent, Settings } from '#store/state.ts';
import type { AppStore } from '#store/store.ts';
import { createCameras } from './cameras.ts';
import { copyImage } from './copy-image.ts';
import type { DecoderClient } from './decoder-client.ts';
import { createDecoderHost } from './decoder-host.ts';
import { deviceFacts, isSparing } from './device.ts';
import { saveRows } from './download.ts';
import type { EngineClient } from './engine-client.ts';
import { createEngineControl } from './engine-control.ts';
import { searchFaces } from './face-search.ts';
import { createFilms } from './films.ts';
import { createHeldCopy } from './held-copy.ts';
import { type LiveView, liveSource, openLiveView } from './live-view.ts';
import { createMoments } from './moments.ts';
import { keepOffline, type OfflineParts } from './offline.ts';
import { createOpener } from './opener.ts';
import type { PhotoNotes } from './photo-report.ts';
import { createPhotos } from './photos.ts';
import { createRecording } from './recording.ts';
import type { PlaybackActions, Session } from './session.ts';
import { createSources } from './sources.ts';
import { createUnloadGuard } from './unload-guard.ts';
import { PAGE_TIMERS, pageAfter } from './watchdog.ts';

const STEP_MS = 1000 / 30;
/** A camera is opened again if one of these changes. */
const CAMERA_SETTINGS = ['cameraId', 'facing', 'cameraWidth'] as const;

export interface SessionParts {
  readonly store: AppStore;
  readonly startEngine: () => EngineClient;
  readonly startDecoder: () => DecoderClient;
  readonly assets: EngineAssets;
  /** The sample clip's files, best first. */
  readonly sample: readonly { readonly url: string; readonly type: string }[];
  readonly storage: () => SettingsStorage;
  /** What keeps the page for use without a network; null leaves that out. */
  readonly offline: Pick<OfflineParts, 'worker' | 'script'> | null;
  readonly photoNotes: PhotoNotes;
  /** The page's only notifier: the numbers of two would collide. */
  notify(content: NoticeContent): void;
  /** Called with every live result and every photo's, after the store. */
  onResult(result: Result): void;
}

const localTime = (): LocalTime => {
  const now = new Date();
  return { epochMs: now.getTime(), offsetMinutes: -now.getTimezoneOffset() };
};

const longestSide = (image: Frame['image'] | Size): number =>
  'displayWidth' in image
    ? Math.max(image.displayWidth, image.displayHeight)
    : Math.max(image.width, image.height);

/** Wires source, engine and store. Boots the engine at once: the page has no other purpose. */
export function createSession(parts: SessionParts): Session {
  const { store, notify } = parts;
  const { dispatch } = store;
  const state = () => store.api.getState();
  const now = () => performance.now();
  const copy = createSmallCopy();
  const copyToHold = createHeldCopy();
  const decoders = createDecoderHost({ start: parts.startDecoder, timers: PAGE_TIMERS });
  const recording = createRecording({
    clock: localTime,
    dispatch,
    save: (rows, format) => saveRows('live', rows, format),
    guardUnload: createUnloadGuard(),
    onFull: () => notify({ code: 'recording-full' }),
  });
  const moments = createMoments({
    after: pageAfter,
    async current() {
      if (state().settings.cover !== 'off') {
        const shown = opener.live()?.shown() ?? null;
        const image = shown && (await copyImage(shown.image));
        return shown && image && { image, result: shown.result };
      }
      const frame = await opener.live()?.source.currentFrame();
      const { result } = state();
      if (frame && result) return { image: frame.image, result };
      frame?.image.close();
      return null;
    },
    setWhole: (whole) => opener.live()?.source.setWhole(whole),
    isWhole: (image) => longestSide(image) >= longestSide(opener.live()?.source.size ?? image),
  });
  const engine = createEngineControl({
    store,
    start: parts.startEngine,
    assets: parts.assets,
    storage: parts.storage,
    sparing: isSparing(deviceFacts()),
    notify,
    onFailed: (failure) => opener.engineFailed(failure),
  });
  const photos = createPhotos({
    store,
    engine,
    decode: decoders.decode,
    notes: parts.photoNotes,
    now,
    onResult: parts.onResult,
  });
  const opener = createOpener({ store, engine, watch, pausePhotos: photos.pause });
  const cameras = createCameras({
    store,
    notify,
    open: (request) => opener.open({ kind: 'camera', request }),
  });
  const sources = createSources({
    store,
    opener,
    cameras,
    photos,
    recording,
    sample: parts.sample,
    notify,
    setSettings,
  });

  const film = createFilms({
    store,
    moments,
    engine,
    live: () => opener.live(),
    guardUnload: createUnloadGuard(),
    now,
  });

  function watch(source: FrameSource): LiveView {
    const view = openLiveView(source, {
      host: engine.host,
      stepped: state().stepped,
      now,
      after: pageAfter,
      recording,
      moments,
      settings: () => state().settings,
      copy,
      copyToHold,
      timers: PAGE_TIMERS,
      dispatch,
      onResult(result) {
        parts.onResult(result);
        engine.tryOtherBackend();
      },
      onSourceEnded: (failure) => opener.sourceEnded(source.kind, failure),
      onTrouble: opener.engineFailed,
      onTooSlow: cameras.slowDown,
    });
    if (source.kind === 'camera') void cameras.refresh();
    return view;
  }

  function setSettings(patch: Partial<Settings>): void {
    const before = state().settings;
    dispatch({ type: 'settings', patch });
    const { settings } = state();
    if (!saveSettings(parts.storage, patch)) notify({ code: 'storage-blocked' });
    engine.apply(before);
    if ((settings.cover === 'off') !== (before.cover === 'off')) opener.live()?.blank();
    const source = opener.live()?.source;
    if (!source) return;
    const reopens = CAMERA_SETTINGS.some((name) => settings[name] !== before[name]);
    if (source.kind === 'camera' && reopens) sources.openCamera();
    else dispatch({ type: 'source-mirrored', mirrored: liveSource(source, settings).mirrored });
  }

  const playback: PlaybackActions = {
    play: () => opener.live()?.source.play(),
    pause: () => opener.live()?.source.pause(),
    seek(seconds) {
      opener.live()?.source.seek(seconds);
      if (state().settings.cover !== 'off') opener.live()?.blank();
    },
    setRate: (rate) => opener.live()?.source.setRate(rate),
    setLoop: (loop) => opener.live()?.source.setLoop(loop),
    video: () => opener.live()?.source.video ?? null,
    painted: (result) => opener.live()?.painted(result),
    async step(ms = STEP_MS) {
      const live = opener.live();
      return live && state().stepped ? live.step(ms) : false;
    },
  };

  const offline = parts.offline && keepOffline({ ...parts.offline, notify, started: engine.running });
  engine.restart();

  return {
    sources,
    playback,
    photos,
    recording: {
      start() {
        const live = opener.live();
        if (live) recording.start(live.source.kind);
      },
      save: recording.save,
      drop: recording.drop,
    },
    moments: {
      ...moments,
      search: (picture) => searchFaces(engine, decodePhoto, picture),
      shown: () => opener.live()?.shown() ?? null,
    },
    uncover: (id, uncovered) => dispatch({ type: 'uncovered', id, uncovered }),
    film,
    setSettings,
    dismiss: (id) => dispatch({ type: 'dismissed', id }),
    takeUpdate() {
      const atWelcome = () => state().phase.state === 'welcome';
      if (atWelcome()) void offline?.takeUpdate(atWelcome);
    },
    close() {
      opener.close();
      photos.clear();
      cameras.close();
      recording.drop();
      film.close();
      decoders.close();
      engine.host.close();
    },
  };
}
