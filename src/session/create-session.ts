import type { LocalTime } from '#core/iso-time.ts';
import type { Result } from '#core/types.ts';
import type { EngineAssets, EngineFailure } from '#engine/protocol.ts';
import { otherCamera } from '#source/camera-facing.ts';
import { openClip } from '#source/clip.ts';
import { chosenFile, type DroppedFiles, filesOfTransfer, type NamedFile } from '#source/files.ts';
import { openScreen } from '#source/screen.ts';
import type { LiveKind, Opened, SourceFailure } from '#source/source.ts';
import { decodePhoto } from '#source/stills.ts';
import { type SettingsStorage, saveSettings } from '#store/persist.ts';
import type { AppStore } from '#store/store.ts';
import { createCameras } from './cameras.ts';
import type { DecoderClient } from './decoder-client.ts';
import { createDecoderHost } from './decoder-host.ts';
import { deviceFacts, isSparing } from './device.ts';
import type { EngineClient } from './engine-client.ts';
import { createEngineControl } from './engine-control.ts';
import { type LiveView, liveSource, openLiveView } from './live-view.ts';
import { createNotifier } from './notices.ts';
import { keepOffline, type OfflineParts } from './offline.ts';
import { planOpening } from './opening-plan.ts';
import { type PhotoNotes, photoReport } from './photo-report.ts';
import { createPhotoRunner } from './photo-runner.ts';
import { createRecording, guardUnload } from './recording.ts';
import { saveRows } from './save-rows.ts';
import type { Session } from './session.ts';
import { createThumbnails, scaledPhoto } from './thumbnails.ts';
import { PAGE_TIMERS, pageAfter } from './watchdog.ts';

const STEP_MS = 1000 / 30;

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
  /** Told of every live result and every photo's, after the store. */
  onResult(result: Result): void;
}

const localTime = (): LocalTime => {
  const now = new Date();
  return { epochMs: now.getTime(), offsetMinutes: -now.getTimezoneOffset() };
};

/** Wires source, engine and store. Boots the engine at once: the page has no other purpose. */
export function createSession(parts: SessionParts): Session {
  const { store } = parts;
  const { dispatch } = store;
  const state = () => store.api.getState();
  const now = () => performance.now();
  const notify = createNotifier(dispatch);
  const decoders = createDecoderHost({ start: parts.startDecoder, timers: PAGE_TIMERS });
  const decodeForScreen = (file: File) => decodePhoto(file, 'default', decoders.decode);
  const thumbnails = createThumbnails(decodeForScreen);
  let live: LiveView | null = null;
  /** Changes with every wish of the user, so that an answer to an earlier one is dropped. */
  let wish = 0;
  let lastOpen: (() => void) | null = null;
  let recordedKind: LiveKind | null = null;
  const recording = createRecording({
    clock: localTime,
    dispatch,
    save: (rows, format) => saveRows('live', rows, format),
    guardUnload,
    onFull: () => notify({ code: 'recording-full' }),
  });

  const engine = createEngineControl({
    store,
    start: parts.startEngine,
    assets: parts.assets,
    storage: parts.storage,
    sparing: isSparing(deviceFacts()),
    notify,
    onFailed: engineFailed,
  });

  function engineFailed(failure: EngineFailure): void {
    // A source may still be opening, because faces are found before they are read: it must not open over the failure.
    wish += 1;
    closeLive();
    dispatch({ type: 'engine-failed', failure });
  }

  function closeLive(): void {
    live?.close();
    live = null;
  }

  /** Leaves what is shown, waits until faces are found, then opens the source. Whoever calls this ends the recording. */
  function open(kind: LiveKind, ask: () => Promise<Opened>, needsGesture = false): void {
    wish += 1;
    const mine = wish;
    closeLive();
    photos.pause();
    lastOpen = () => open(kind, ask, needsGesture);
    dispatch({ type: 'source-wanted', kind });
    engine.restartIfFailed();
    void (async () => {
      // A screen may only be asked for while the click that wants it is fresh; the engine has to wait.
      const early = needsGesture ? ask() : null;
      // Stepped frames are to be the same each time, so their first one has its readings.
      const answers = await (state().stepped ? engine.ready() : engine.finding());
      if (mine !== wish || !answers) {
        const opened = await early;
        if (opened?.ok) opened.source.close();
        return;
      }
      dispatch({ type: 'source-prompting' });
      const opened = await (early ?? ask());
      if (mine !== wish) {
        if (opened.ok) opened.source.close();
        return;
      }
      if (opened.ok) watch(opened.source);
      else dispatch({ type: 'source-failed', failure: opened.failure, kind });
    })();
  }

  function watch(source: Parameters<typeof openLiveView>[0]): void {
    live = openLiveView(source, {
      host: engine.host,
      stepped: state().stepped,
      now,
      after: pageAfter,
      recording,
      settings: () => state().settings,
      timers: PAGE_TIMERS,
      dispatch,
      onResult(result) {
        parts.onResult(result);
        engine.tryOtherBackend();
      },
      onSourceEnded: (failure) => sourceEnded(source.kind, failure),
      onTrouble: engineFailed,
    });
    if (source.kind === 'camera') void cameras.refresh();
  }

  function sourceEnded(kind: LiveKind, failure: SourceFailure): void {
    closeLive();
    dispatch({ type: 'source-failed', failure, kind });
  }

  const cameras = createCameras({ store, notify, open: (ask) => open('camera', ask) });

  function openTheCamera(): void {
    if (recordedKind !== 'camera') recording.end();
    cameras.openWanted();
  }

  const photos = createPhotoRunner({
    decode: (file) => decodePhoto(file, 'none', decoders.decode),
    dispatch,
    now,
    async read(frame) {
      // Trouble with the engine is told on its own screen; the photos wait for it to be mended.
      await engine.running();
      const answer = await engine.host.read(frame, 'still');
      if (answer.ok) parts.onResult(answer.result);
      return answer;
    },
  });

  function addPhotos(files: readonly NamedFile[]): void {
    showPhotos();
    photos.add(files);
  }

  function showPhotos(): void {
    recording.end();
    wish += 1;
    closeLive();
    lastOpen = showPhotos;
    dispatch({ type: 'photos-wanted' });
    engine.restartIfFailed();
  }

  function openVideo({ file, name }: NamedFile): void {
    recording.end();
    open('clip', () => openClip({ kind: 'clip', name, from: file, autoplay: !state().stepped }));
  }

  async function openBrought(brought: DroppedFiles): Promise<void> {
    const { photos, video, notice } = await planOpening(brought);
    if (photos.length > 0) addPhotos(photos);
    else if (video) openVideo(video);
    if (notice) notify(notice);
  }

  function rowFile(id: number): File | null {
    return photos.file(id);
  }

  const offline = parts.offline && keepOffline({ ...parts.offline, notify, started: engine.running });
  engine.restart();

  return {
    openCamera: openTheCamera,
    openSample() {
      recording.end();
      const autoplay = !state().stepped;
      open('sample', () => openClip({ kind: 'sample', name: 'Sample', from: parts.sample, autoplay }));
    },
    openScreen() {
      recording.end();
      open('screen', openScreen, true);
    },
    openFiles: (files) => void openBrought({ files: files.map(chosenFile), unreadable: [] }),
    openPhotos: showPhotos,
    openTransfer(transfer) {
      void filesOfTransfer(transfer).then(openBrought);
    },
    leave() {
      recording.end();
      wish += 1;
      closeLive();
      photos.pause();
      dispatch({ type: 'left' });
    },
    retry() {
      engine.restartIfFailed();
      if (lastOpen) lastOpen();
      else dispatch({ type: 'left' });
    },

    play: () => live?.source.play(),
    pause: () => live?.source.pause(),
    seek: (seconds) => live?.source.seek(seconds),
    setRate: (rate) => live?.source.setRate(rate),
    setLoop: (loop) => live?.source.setLoop(loop),

    setSettings(patch) {
      const before = state().settings;
      dispatch({ type: 'settings', patch });
      const { settings } = state();
      if (!saveSettings(parts.storage, patch)) notify({ code: 'storage-blocked' });
      engine.apply(before);
      if (!live) return;
      const camera = ['cameraId', 'facing', 'cameraWidth'] as const;
      const reopens = live.source.kind === 'camera' && camera.some((name) => settings[name] !== before[name]);
      if (reopens) openTheCamera();
      else dispatch({ type: 'source-mirrored', mirrored: liveSource(live.source, settings).mirrored });
    },
    flipCamera() {
      const other = live?.source.camera && otherCamera(live.source.camera, state().cameras);
      if (other) this.setSettings(other);
    },
    showCamera(id) {
      this.setSettings({ cameraId: id });
      if (!live) openTheCamera();
    },
    takeUpdate() {
      const atWelcome = () => state().phase.state === 'welcome';
      if (atWelcome()) void offline?.takeUpdate(atWelcome);
    },
    dismiss: (id) => dispatch({ type: 'dismissed', id }),

    startRecording() {
      if (!live) return;
      recordedKind = live.source.kind;
      recording.start();
    },
    saveRecording: recording.save,
    dropRecording: recording.drop,

    pausePhotos: () => photos.pause(),
    resumePhotos: () => photos.resume(),
    cancelPhotos: () => photos.cancel(),
    clearPhotos() {
      photos.clear();
      thumbnails.clear();
    },
    showPhoto: (id) => dispatch({ type: 'photo-shown', id }),
    savePhotos(format) {
      const { rows } = state().photos;
      const report = rows.flatMap((row) => photoReport(row, parts.photoNotes));
      saveRows('photos', report, format);
    },
    async thumbnail(id, side) {
      const file = rowFile(id);
      return file && thumbnails.of(id, file, side);
    },
    async photo(id, maxSide) {
      const file = rowFile(id);
      return file && scaledPhoto(file, maxSide, decodeForScreen);
    },

    video: () => live?.source.video ?? null,
    step: async (ms = STEP_MS) => (live && state().stepped ? live.step(ms) : false),
    close() {
      wish += 1;
      closeLive();
      photos.clear();
      thumbnails.clear();
      cameras.close();
      recording.drop();
      decoders.close();
      engine.host.close();
    },
  };
}
