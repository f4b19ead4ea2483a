/**
 * A page for tests alone, never part of the built product: hands out parts of the engine, so that a browser
 * can run them on numbers that a test knows (e2e/golden.spec.ts).
 */
import { alignSimilarity } from '#core/align.ts';
import { sampleCrop } from '#core/sample.ts';
import type { Detection, Keypoints, Logits } from '#core/types.ts';
import { tileViews, type View, wholeView } from '#core/views.ts';
import { fetchBytes } from '#engine/assets.ts';
import { prepareBackends, startBackend } from '#engine/backend.ts';
import { readCard } from '#engine/card.ts';
import { createClassifier } from '#engine/classifier.ts';
import { createDetector, loadDetectorProgram } from '#engine/detector.ts';
import { createMediaPipeDetector, type Delegate, loadMediaPipe } from '#engine/mediapipe.ts';
import type { Detector } from '#engine/parts.ts';
import { createPictureReader } from '#engine/picture.ts';
import { type PixelPaths, probePixels } from '#engine/pixel-probe.ts';
import { decodePhoto } from '#source/stills.ts';
import { drawnPicture, overlayScene } from './render.ts';

const ATTRIBUTES = new URL('models/face-attributes/', document.baseURI).href;

const DETECTOR = new URL('models/face-detector/full-range.bin', document.baseURI).href;

/** What both detectors find in one view of a photo. */
export interface BothDetections {
  readonly view: View;
  readonly own: readonly Detection[];
  readonly mediaPipe: readonly Detection[];
}

const detectors = new Map<'own' | Delegate, Promise<Detector>>();

/** Creates a detector at the first call. */
function detectorOf(kind: 'own' | Delegate): Promise<Detector> {
  const made = detectors.get(kind) ?? makeDetector(kind);
  detectors.set(kind, made);
  return made;
}

/** MediaPipe can be given whole pixels only. */
function inWholePixels({ kind, x, y, width, height }: View): View {
  return {
    kind,
    x: Math.round(x),
    y: Math.round(y),
    width: Math.round(width),
    height: Math.round(height),
  };
}

async function makeDetector(kind: 'own' | Delegate): Promise<Detector> {
  if (kind !== 'own') return createMediaPipeDetector(await loadMediaPipe(() => {}), kind, () => {});
  const bytes = await fetchBytes(DETECTOR, null, () => {});
  return createDetector(await loadDetectorProgram(), DETECTOR, bytes);
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const lab = {
  /** Classifies `count` golden crops (RGB bytes in base64) with the page's classifier on `backend`. */
  async logits(backend: 'webgl' | 'wasm', crops: string, count: number): Promise<readonly Logits[]> {
    const card = await readCard(`${ATTRIBUTES}card.json`);
    const [topology, weights] = await Promise.all(
      ['model.json', 'weights.bin'].map((file) =>
        fetchBytes(`${ATTRIBUTES}${file}`, card.files.get(file) ?? null, () => {}),
      ),
    );
    if (!topology || !weights) throw new Error('no model');
    prepareBackends();
    await startBackend(backend);
    const classifier = await createClassifier({ topology, weights }, card, backend, () => {});
    const { scale, offset } = card.crop;
    const input = Float32Array.from(bytesOf(crops), (byte) => byte * scale + offset);
    return (await classifier.classify(input, count)).map(({ age, gender, emotion, smile, visible }) => ({
      age: Array.from(age),
      gender: Array.from(gender),
      emotion: Array.from(emotion),
      smile: Array.from(smile),
      visible: Array.from(visible),
    }));
  },

  /** Decodes, aligns and crops a photo (base64) as the product does. Returns grey levels, [side, side, 3]. */
  async crop(photo: string, keypoints: Keypoints, side: number): Promise<readonly number[]> {
    const card = await readCard(`${ATTRIBUTES}card.json`);
    const decoded = await decodePhoto(new Blob([bytesOf(photo)]));
    if (!decoded.ok) throw new Error(decoded.failure.code);
    const picture = await createPictureReader(await probePixels()).read(decoded.image, 'still');
    const out = new Float32Array(side * side * 3);
    const { template, scale, offset } = card.crop;
    sampleCrop(picture, alignSimilarity(keypoints, template, side), side, out, 0, scale, offset);
    return Array.from(out, (value) => (value - offset) / scale);
  },

  /** Searches a photo (base64) with our detector and MediaPipe's: the whole of it, and the tiles of the live view. */
  async detections(photo: string, delegate: Delegate, least?: number): Promise<readonly BothDetections[]> {
    const decoded = await decodePhoto(new Blob([bytesOf(photo)]));
    if (!decoded.ok) throw new Error(decoded.failure.code);
    const picture = await createPictureReader(await probePixels()).read(decoded.image, 'still');
    const [own, mediaPipe] = await Promise.all([detectorOf('own'), detectorOf(delegate)]);
    return [wholeView(picture), ...tileViews(picture).map(inWholePixels)].map((view) => ({
      view,
      own: own.detect(picture, least, view),
      mediaPipe: mediaPipe.detect(picture, least, view),
    }));
  },

  overlayScene,
  drawnPicture,

  /** Runs the pixel probe and returns its result with the time it took in milliseconds. */
  async pixels(): Promise<PixelPaths & { readonly ms: number }> {
    const start = performance.now();
    const paths = await probePixels();
    return { ...paths, ms: performance.now() - start };
  },
};

declare global {
  interface Window {
    lab: typeof lab;
  }
}

window.lab = lab;
