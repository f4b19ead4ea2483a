import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** The drawn visitors in the camera picture, and their distance. */
export type Visitor = 'nobody' | 'far' | 'near';
/** How the camera works: it repeats one picture, gives black ones, or none at all. */
type CameraPicture = 'moving' | 'frozen' | 'black' | 'none';

declare global {
  interface Window {
    /** What the next pictures show; `x`: where the middle of the visitor is, as a fraction of the picture. */
    visit: { who: Visitor; x: number; picture: CameraPicture };
    /** How often the page asked for the camera. */
    openedCameras: number;
    /** The name of the error with which the camera is refused; null while it is given. */
    cameraRefusal: string | null;
    /** The newest camera's track. */
    cameraTrack: MediaStreamTrack;
  }
}

/**
 * Replaces the page's cameras by one of 1280 × 720, in front of which visitors come and go. Must be called before the
 * page is opened; nobody is there at first.
 */
export async function visitorCamera(page: Page): Promise<void> {
  await page.addInitScript(replaceCamera, readFileSync('e2e/photos/portrait.jpg').toString('base64'));
}

/** Lets a visitor come, or everybody go. */
export async function visit(page: Page, who: Visitor, x = 0.5): Promise<void> {
  await page.evaluate((next) => Object.assign(window.visit, next), { who, x });
}

/** Changes how the camera works. */
export async function setPicture(page: Page, picture: CameraPicture): Promise<void> {
  await page.evaluate((next) => Object.assign(window.visit, next), { picture });
}

/** Runs in the page. */
function replaceCamera(photo: string): void {
  window.visit = { who: 'nobody', x: 0.5, picture: 'moving' };
  window.openedCameras = 0;
  window.cameraRefusal = null;
  const image = new Image();
  image.src = `data:image/jpeg;base64,${photo}`;
  navigator.mediaDevices.getUserMedia = async () => {
    window.openedCameras += 1;
    if (window.cameraRefusal) throw new DOMException('refused by the test', window.cameraRefusal);
    await image.decode();
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 1280, height: 720 });
    let beat = 0;
    let noise = 0;
    const draw = () => {
      const context = canvas.getContext('2d');
      const { who, x, picture } = window.visit;
      if (!context || picture === 'none') return;
      if (picture !== 'frozen') {
        beat += 1;
        noise = 110 + Math.floor(Math.random() * 18);
      }
      context.fillStyle = picture === 'black' ? '#000' : '#777';
      context.fillRect(0, 0, 1280, 720);
      if (picture === 'black') return;
      // A patch with the noise of a sensor, without which every picture of an empty room is the same.
      context.fillStyle = `rgb(${noise} ${noise} ${noise})`;
      context.fillRect(0, 0, 60, 60);
      if (who === 'nobody') return;
      const height = who === 'near' ? 560 : 100;
      const width = (height * image.width) / image.height;
      context.drawImage(image, 1280 * x - width / 2 + (beat % 2), 360 - height / 2, width, height);
    };
    draw();
    const stream = canvas.captureStream(30);
    const [track] = stream.getVideoTracks();
    if (!track) throw new Error('a canvas has a track');
    window.cameraTrack = track;
    const timer = setInterval(draw, 1000 / 30);
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      stop();
    };
    return stream;
  };
}
