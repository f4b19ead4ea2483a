import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** The cameras of a device, which a test can plug in, unplug and make busy. */
interface StubCameras {
  /** Ids of connected cameras, the browser's default first. */
  plugged: string[];
  /** Ids of cameras that another program uses. */
  busy: string[];
  /** Fires `devicechange`, as a browser does when a device is plugged in or unplugged. */
  change(): void;
  /** Ends a camera's running track, while it stays connected. */
  end(id: string): void;
  /** Disconnects a camera and ends its running track. */
  unplug(id: string): void;
}

declare global {
  interface Window {
    cameras: StubCameras;
  }
}

/**
 * Replaces the page's cameras by two that show a portrait, "built-in" and "usb"; both are connected and free. Must be
 * called before the page is opened.
 */
export async function stubCameras(page: Page): Promise<void> {
  await page.addInitScript(replaceCameras, readFileSync('e2e/photos/portrait.jpg').toString('base64'));
}

/** Runs in the page. */
function replaceCameras(photo: string): void {
  const image = new Image();
  image.src = `data:image/jpeg;base64,${photo}`;
  const running = new Map<string, MediaStreamTrack>();
  const changes = new EventTarget();
  window.cameras = {
    plugged: ['built-in', 'usb'],
    busy: [],
    change: () => changes.dispatchEvent(new Event('devicechange')),
    end(id) {
      const track = running.get(id);
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    },
    unplug(id) {
      window.cameras.plugged = window.cameras.plugged.filter((one) => one !== id);
      window.cameras.end(id);
      window.cameras.change();
    },
  };
  const { mediaDevices } = navigator;
  mediaDevices.addEventListener = changes.addEventListener.bind(
    changes,
  ) as typeof mediaDevices.addEventListener;
  mediaDevices.removeEventListener = changes.removeEventListener.bind(
    changes,
  ) as typeof mediaDevices.removeEventListener;
  mediaDevices.enumerateDevices = async () =>
    window.cameras.plugged.map((deviceId) => ({
      deviceId,
      groupId: '',
      kind: 'videoinput',
      label: `Camera ${deviceId}`,
      toJSON: () => ({}),
    }));
  mediaDevices.getUserMedia = async (constraints) => {
    const { video } = constraints ?? {};
    const wanted =
      typeof video === 'object' ? (video.deviceId as { exact?: string } | undefined)?.exact : undefined;
    const id = wanted ?? window.cameras.plugged[0];
    if (id === undefined) throw new DOMException('none', 'NotFoundError');
    if (!window.cameras.plugged.includes(id)) throw new DOMException('gone', 'OverconstrainedError');
    if (window.cameras.busy.includes(id)) throw new DOMException('busy', 'NotReadableError');
    await image.decode();
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 640, height: 480 });
    let beat = 0;
    const draw = () => {
      const context = canvas.getContext('2d');
      beat += 1;
      if (!context) return;
      // A patch with the noise of a sensor: two pictures of a real camera are never the same.
      context.fillStyle = `rgb(20 20 ${20 + Math.floor(Math.random() * 18)})`;
      context.fillRect(0, 0, 40, 40);
      context.drawImage(image, 120 + (beat % 2), 20, 400, (400 * image.height) / image.width);
    };
    draw();
    const stream = canvas.captureStream(15);
    const [track] = stream.getVideoTracks();
    if (!track) throw new Error('a canvas has a track');
    const timer = setInterval(draw, 66);
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      stop();
    };
    Object.defineProperty(track, 'label', { value: `Camera ${id}` });
    track.getSettings = () => ({ deviceId: id, width: 640, height: 480 });
    running.set(id, track);
    return stream;
  };
}
