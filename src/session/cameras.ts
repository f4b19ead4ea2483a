import { listCameras, openCamera, watchCameras } from '#source/camera.ts';
import type { Opened } from '#source/source.ts';
import type { NoticeContent } from '#store/state.ts';
import type { AppStore } from '#store/store.ts';
import { type CameraEvent, type CameraOrder, cameraStep, NO_CAMERA_WISH } from './camera-wish.ts';

export interface CamerasParts {
  readonly store: AppStore;
  notify(content: NoticeContent): void;
  /** Leaves what is shown and opens the camera that `ask` gives. */
  open(ask: () => Promise<Opened>): void;
}

/** Opens cameras as the table of camera-wish.ts says, and keeps the store's list of them. */
export interface Cameras {
  /** The camera of the settings, or whichever there is, because a person asked for it. */
  openWanted(): void;
  /** The list anew; a camera that went away and is there again is opened. */
  refresh(): Promise<void>;
  close(): void;
}

export function createCameras({ store, notify, open }: CamerasParts): Cameras {
  const state = () => store.api.getState();
  let wish = NO_CAMERA_WISH;

  function take(event: CameraEvent): CameraOrder {
    const step = cameraStep(wish, event);
    wish = step.wish;
    return step.order;
  }

  /** Opens this camera, or the next free one where nobody chose it. */
  async function ask(id: string | null): Promise<Opened> {
    const { facing, cameraWidth } = state().settings;
    const opened = await openCamera({ deviceId: id, facing, width: cameraWidth });
    if (opened.ok) {
      take({ type: 'opened', id: opened.source.camera?.id ?? null });
      return opened;
    }
    const cameras = await listCameras();
    store.dispatch({ type: 'cameras', cameras });
    const order = take({ type: 'failed', code: opened.failure.code, tried: id, cameras });
    if (order.do !== 'open') return opened;
    const next = await ask(order.id);
    if (next.ok) notify({ code: 'camera-busy-next', label: next.source.label });
    return next;
  }

  async function refresh(): Promise<void> {
    const cameras = await listCameras();
    store.dispatch({ type: 'cameras', cameras });
    const { phase } = state();
    if (phase.state !== 'trouble' || phase.trouble.code !== 'camera-gone') return;
    const order = take({ type: 'devices', cameras });
    if (order.do !== 'open') return;
    notify({ code: 'camera-back' });
    open(() => ask(order.id));
  }

  const stopWatching = watchCameras(() => void refresh());
  return {
    openWanted() {
      const { cameraId } = state().settings;
      open(() => {
        take({ type: 'wanted', chosen: cameraId });
        return ask(cameraId);
      });
    },
    refresh,
    close: stopWatching,
  };
}
