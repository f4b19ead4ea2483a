import type { Result } from '#core/types.ts';
import type { NamedFile } from '#source/files.ts';
import { decodePhoto } from '#source/stills.ts';
import type { AppStore } from '#store/store.ts';
import type { DecoderHost } from './decoder-host.ts';
import { saveRows } from './download.ts';
import type { EngineControl } from './engine-control.ts';
import { type PhotoNotes, photoReport } from './photo-report.ts';
import { createPhotoRunner } from './photo-runner.ts';
import type { PhotoActions } from './session.ts';
import { createThumbnails, scaledPhoto } from './thumbnails.ts';

export interface PhotosParts {
  readonly store: AppStore;
  readonly engine: Pick<EngineControl, 'host' | 'running'>;
  readonly decode: DecoderHost['decode'];
  readonly notes: PhotoNotes;
  now(): number;
  /** Called with every photo's result, in the photo's own pixels. */
  onResult(result: Result): void;
}

/** The table of photos: what the view may request, and how photos come into it. */
export interface Photos extends PhotoActions {
  add(files: readonly NamedFile[]): void;
}

export function createPhotos({ store, engine, decode, notes, now, onResult }: PhotosParts): Photos {
  const { dispatch } = store;
  const decodeForScreen = (file: File) => decodePhoto(file, 'default', decode);
  const thumbnails = createThumbnails(decodeForScreen);
  const runner = createPhotoRunner({
    decode: (file) => decodePhoto(file, 'none', decode),
    dispatch,
    now,
    async read(frame, onSearched) {
      // A failure of the engine has a screen of its own; the photos wait until the engine runs again.
      await engine.running();
      return engine.host.read(frame, 'still', onSearched);
    },
    cancelReading: () => engine.host.cancelStill(),
    onResult,
  });

  return {
    add: runner.add,
    pause: runner.pause,
    resume: runner.resume,
    cancel: runner.cancel,
    clear() {
      runner.clear();
      thumbnails.clear();
    },
    show: (id) => dispatch({ type: 'photo-shown', id }),
    save(format) {
      const { rows } = store.api.getState().photos;
      const report = rows.flatMap((row) => photoReport(row, notes));
      saveRows('photos', report, format);
    },
    async thumbnail(id, side) {
      const file = runner.file(id);
      return file && thumbnails.of(id, file, side);
    },
    async picture(id, maxSide) {
      const file = runner.file(id);
      return file && scaledPhoto(file, maxSide, decodeForScreen);
    },
  };
}
