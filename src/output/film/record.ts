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
/** How long it is tried whether a picture comes out, and how often the canvas changes meanwhile. */
const TRIAL_MS = 600;
const TRIAL_STEP_MS = 30;

/**
 * A writer on the browser's recorder, which takes frames when they are drawn, by the page's clock. Null if there is
 * none, or if no picture comes out of it, as in WebKitGTK 2.50. Draws on the canvas.
 */
export async function openRecorder(canvas: HTMLCanvasElement, bitrate: number): Promise<FilmWriter | null> {
  if (typeof MediaRecorder === 'undefined' || !('captureStream' in canvas)) return null;
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (type === undefined || !(await records(canvas, type, bitrate))) return null;
  const recording = createRecording(canvas, type, bitrate);
  return {
    hasSound: false,
    bytes: recording.bytes,
    async add() {
      recording.start();
    },
    pause: recording.pause,
    resume: recording.resume,
    finish: async () => remux(await recording.stop()),
    async cancel() {
      await recording.stop();
    },
  };
}

/** Whether a recording of this canvas, while it changes, has a picture in it. */
async function records(canvas: HTMLCanvasElement, type: string, bitrate: number): Promise<boolean> {
  const recording = createRecording(canvas, type, bitrate);
  const context = canvas.getContext('2d');
  try {
    recording.start();
    for (let passed = 0; passed < TRIAL_MS; passed += TRIAL_STEP_MS) {
      if (context) context.fillStyle = passed % (2 * TRIAL_STEP_MS) === 0 ? '#000' : '#222';
      context?.fillRect(0, 0, canvas.width, canvas.height);
      await new Promise((resolve) => setTimeout(resolve, TRIAL_STEP_MS));
    }
    return (await remux(await recording.stop())).size > 0;
  } catch {
    return false;
  }
}

/** A recording of a canvas, not started. */
function createRecording(canvas: HTMLCanvasElement, type: string, bitrate: number) {
  const stream = canvas.captureStream(RATE);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: bitrate });
  const parts: Blob[] = [];
  let bytes = 0;
  let failed = false;
  recorder.addEventListener('dataavailable', ({ data }) => {
    parts.push(data);
    bytes += data.size;
  });
  recorder.addEventListener('error', () => {
    failed = true;
  });
  return {
    bytes: () => bytes,
    /** Does nothing if it runs already. Throws if the browser has ended it with an error. */
    start() {
      if (failed) throw new Error('the browser has stopped recording');
      if (recorder.state === 'inactive') recorder.start(SLICE_MS);
    },
    pause() {
      if (recorder.state === 'recording') recorder.pause();
    },
    resume() {
      if (recorder.state === 'paused') recorder.resume();
    },
    /** Ends it and resolves with the file as the browser wrote it. */
    async stop(): Promise<Blob> {
      if (recorder.state !== 'inactive') {
        await new Promise((resolve) => {
          recorder.addEventListener('stop', resolve, { once: true });
          recorder.stop();
        });
      }
      for (const track of stream.getTracks()) track.stop();
      return new Blob(parts, { type });
    },
  };
}
