import { otherCamera } from '#source/camera-facing.ts';
import { openClip } from '#source/clip.ts';
import { chosenFile, type DroppedFiles, filesOfTransfer, type NamedFile } from '#source/files.ts';
import { openScreen } from '#source/screen.ts';
import type { NoticeContent, Settings } from '#store/state.ts';
import type { AppStore } from '#store/store.ts';
import type { Cameras } from './cameras.ts';
import type { Opener } from './opener.ts';
import { planOpening } from './opening-plan.ts';
import type { Photos } from './photos.ts';
import type { RecordingControl } from './recording.ts';
import type { SourceActions } from './session.ts';

export interface SourcesParts {
  readonly store: AppStore;
  readonly opener: Opener;
  readonly cameras: Pick<Cameras, 'openWanted' | 'refresh'>;
  readonly photos: Pick<Photos, 'add'>;
  readonly recording: Pick<RecordingControl, 'end' | 'endUnless'>;
  /** The sample clip's files, best first. */
  readonly sample: readonly { readonly url: string; readonly type: string }[];
  notify(content: NoticeContent): void;
  setSettings(patch: Partial<Settings>): void;
}

/** Opens every kind of source. All but another camera end the recording. */
export function createSources(parts: SourcesParts): SourceActions {
  const { store, opener, cameras, photos, recording, setSettings } = parts;
  const state = () => store.api.getState();

  function openCamera(): void {
    recording.endUnless('camera');
    cameras.openWanted();
  }

  function openPhotos(): void {
    recording.end();
    opener.showPhotos();
  }

  function openVideo({ file, name }: NamedFile): void {
    recording.end();
    const autoplay = !state().stepped;
    opener.open({ kind: 'clip', request: () => openClip({ kind: 'clip', name, from: file, autoplay }) });
  }

  async function openBrought(brought: DroppedFiles): Promise<void> {
    const plan = await planOpening(brought);
    if (plan.photos.length > 0) {
      openPhotos();
      photos.add(plan.photos);
    } else if (plan.video) {
      openVideo(plan.video);
    }
    if (plan.notice) parts.notify(plan.notice);
  }

  return {
    openCamera,
    openSample() {
      recording.end();
      const autoplay = !state().stepped;
      const clip = { kind: 'sample', name: 'Sample', from: parts.sample, autoplay } as const;
      opener.open({ kind: 'sample', request: () => openClip(clip) });
    },
    openScreen() {
      recording.end();
      opener.open({ kind: 'screen', request: openScreen, needsGesture: true });
    },
    openFiles: (files) => void openBrought({ files: files.map(chosenFile), unreadable: [] }),
    openPhotos,
    openTransfer(transfer) {
      void filesOfTransfer(transfer).then(openBrought);
    },
    showCamera(id) {
      setSettings({ cameraId: id });
      if (!opener.live()) openCamera();
    },
    flipCamera() {
      const camera = opener.live()?.source.camera;
      const other = camera && otherCamera(camera, state().cameras);
      if (other) setSettings(other);
    },
    leave() {
      recording.end();
      opener.leave();
    },
    retry: opener.retry,
    recover() {
      const { phase } = state();
      if (phase.state === 'trouble' && phase.trouble.code === 'camera-gone') void cameras.refresh();
      else opener.retry();
    },
  };
}
