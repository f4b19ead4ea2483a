import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** A camera that a test can rotate, freeze and mute, like the camera of a phone. */
interface DrawnCamera {
  /** Changes the size of the next pictures; the person stays centred at the same size. */
  turn(width: number, height: number): void;
  /** While true, no pictures are delivered. */
  frozen: boolean;
  readonly track: MediaStreamTrack;
}

declare global {
  interface Window {
    drawnCamera: DrawnCamera;
  }
}

/** Replaces the page's cameras by one of 640 × 480 that shows a portrait. Must be called before the page is opened. */
export async function drawCamera(page: Page): Promise<void> {
  const photo = readFileSync('e2e/photos/portrait.jpg').toString('base64');
  await page.addInitScript(replaceCamera, photo);
}

/** Runs in the page. */
function replaceCamera(photo: string): void {
  const canvas = document.createElement('canvas');
  const image = new Image();
  image.src = `data:image/jpeg;base64,${photo}`;
  let beat = 0;
  const draw = () => {
    const context = canvas.getContext('2d');
    if (!context || window.drawnCamera?.frozen) return;
    context.fillStyle = '#777';
    context.fillRect(0, 0, canvas.width, canvas.height);
    // A patch with the noise of a sensor: two pictures of a real camera are never the same.
    context.fillStyle = `rgb(119 119 ${110 + Math.floor(Math.random() * 18)})`;
    context.fillRect(0, 0, 40, 40);
    const scale = 380 / image.height;
    const [width, height] = [image.width * scale, image.height * scale];
    beat += 1;
    const shake = beat % 2;
    context.drawImage(image, (canvas.width - width) / 2 + shake, (canvas.height - height) / 2, width, height);
  };
  navigator.mediaDevices.getUserMedia = async () => {
    await image.decode();
    Object.assign(canvas, { width: 640, height: 480 });
    draw();
    const stream = canvas.captureStream(30);
    const [track] = stream.getVideoTracks();
    if (!track) throw new Error('a canvas has a track');
    const timer = setInterval(draw, 1000 / 30);
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      stop();
    };
    window.drawnCamera = {
      track,
      frozen: false,
      turn(width, height) {
        Object.assign(canvas, { width, height });
        draw();
      },
    };
    return stream;
  };
}
