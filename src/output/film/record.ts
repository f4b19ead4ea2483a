import type { FilmWriter } from './film-writer.ts';
import { remux } from './remux.ts';

/** In the order in which they are tried. */
const TYPES = [
  'video/mp4;codecs=avc1.42E01E',
  'video/webm;codecs=vp9',
  'video/webm;codecs=vp8',
  'video/webm',
  'video/mp4',
] as const;
/** Pictures a second that the canvas is asked for. */
const RATE = 30;
/** How often the browser hands over what it has recorded. */
const SLICE_MS = 1000;

/**
 * A writer on the browser's recorder, which takes frames when they are drawn, by the page's clock. Null if there is
 * none.
 */
export function openRecorder(canvas: HTMLCanvasElement, bitrate: number): FilmWriter | null {
  if (typeof MediaRecorder === 'undefined' || !('captureStream' in canvas)) return null;
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (type === undefined) return null;
  const stream = canvas.captureStream(RATE);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: bitrate });
  const parts: Blob[] = [];
  let bytes = 0;
  let failure: unknown = null;
  recorder.addEventListener('dataavailable', ({ data }) => {
    parts.push(data);
    bytes += data.size;
  });
  recorder.addEventListener('error', (event) => {
    failure = event;
  });

  function stop(): Promise<void> {
    if (recorder.state === 'inactive') return Promise.resolve();
    return new Promise((resolve) => {
      recorder.addEventListener('stop', () => resolve(), { once: true });
      recorder.stop();
    });
  }

  return {
    hasSound: false,
    bytes: () => bytes,
    async add() {
      if (failure !== null) throw failure;
      if (recorder.state === 'inactive') recorder.start(SLICE_MS);
    },
    pause() {
      if (recorder.state === 'recording') recorder.pause();
    },
    resume() {
      if (recorder.state === 'paused') recorder.resume();
    },
    async finish() {
      await stop();
      for (const track of stream.getTracks()) track.stop();
      return remux(new Blob(parts, { type }));
    },
    async cancel() {
      await stop();
      for (const track of stream.getTracks()) track.stop();
    },
  };
}
