import { type CameraWidth, listCameras, openCamera, watchCameras } from '#source/camera.ts';
import type { FrameSource, Opened } from '#source/source.ts';
import type { NoticeContent } from '#store/state.ts';
import type { AppStore } from '#store/store.ts';
import { type CameraEvent, type CameraOrder, cameraStep, NO_CAMERA_WISH } from './camera-wish.ts';

const SMALL = 640;

export interface CamerasParts {
  readonly store: AppStore;
  notify(content: NoticeContent): void;
  /** Leaves the current view and shows the camera that `openSource` resolves with. */
  open(openSource: () => Promise<Opened>): void;
}

/** Opens cameras as camera-wish.ts orders, and keeps the store's list of cameras up to date. */
export interface Cameras {
  /** Opens the camera of the settings, or else the browser's default, on a request of the user. */
  openWanted(): void;
  /** Lists the cameras again. If the page waits for an unplugged camera that is back, opens it. */
  refresh(): Promise<void>;
  /** Gives a camera whose picture is too large for this device a smaller one, where the settings leave it to the page. */
  slowDown(source: FrameSource): void;
  /** Stops watching for changes of the list. */
  close(): void;
}

/** Starts to watch the list of cameras at once. */
export function createCameras({ store, notify, open }: CamerasParts): Cameras {
  const state = () => store.api.getState();
  let wish = NO_CAMERA_WISH;
  /** Width of the picture where the page may choose it. One that was too large is not tried again in this session. */
  let automaticWidth: CameraWidth = 1280;

  function take(event: CameraEvent): CameraOrder {
    const step = cameraStep(wish, event);
    wish = step.wish;
    return step.order;
  }

  /** Opens this camera, or the next free one if the user chose none. */
  async function tryOpening(id: string | null): Promise<Opened> {
    const { facing, cameraWidth } = state().settings;
    const opened = await openCamera({
      deviceId: id,
      facing,
      width: cameraWidth === 'auto' ? automaticWidth : cameraWidth,
    });
    if (opened.ok) {
      take({ type: 'opened', id: opened.source.camera?.id ?? null });
      return opened;
    }
    const cameras = await listCameras();
    store.dispatch({ type: 'cameras', cameras });
    const order = take({ type: 'failed', code: opened.failure.code, tried: id, cameras });
    if (order.do !== 'open') return opened;
    const next = await tryOpening(order.id);
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
    open(() => tryOpening(order.id));
  }

  const stopWatching = watchCameras(() => void refresh());
  return {
    openWanted() {
      const { cameraId } = state().settings;
      open(() => {
        take({ type: 'wanted', chosen: cameraId });
        return tryOpening(cameraId);
      });
    },
    refresh,
    slowDown(source) {
      if (state().settings.cameraWidth !== 'auto' || source.size.width <= SMALL) return;
      automaticWidth = SMALL;
      void source.narrow(SMALL);
    },
    close: stopWatching,
  };
}
