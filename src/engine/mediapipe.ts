/**
 * MediaPipe's own runtime, as an alternative to src/engine/detector.ts and as its reference. Only a dynamic import
 * may load this file: its chunk and its program are 11 MB.
 */
import modelUrl from '@mediapipe/face_detection/face_detection_full_range_sparse.tflite?url';
import { FaceDetector } from '@mediapipe/tasks-vision';
import ModuleFactory from '@mediapipe/tasks-vision/vision_wasm_module_internal.js';
import programUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';
import { LARGEST_OVERLAP, LEAST_SCORE } from '#core/candidates.ts';
import { isHardware } from '#core/renderer.ts';
import type { Box, Detection, Keypoints, Picture, Point } from '#core/types.ts';
import { countBytes, fetchBytes, fetchChecked, type OnBytes } from './assets.ts';
import { type DetectorCheck, findsGoldenFaces } from './detector-check.ts';
import type { Detector, WebGl } from './parts.ts';
import { withDetectorMetadata } from './tflite-metadata.ts';

export type Delegate = 'CPU' | 'GPU';

/** The library's program and model, from which any number of detectors can be made. */
export interface MediaPipeFiles {
  readonly program: WebAssembly.Module;
  readonly model: Uint8Array;
}

/** What the library's loader reads from the global scope while it creates a module. */
interface LoaderScope {
  custom_dbg: () => void;
  ModuleFactory: unknown;
  Module: unknown;
}

/** The order of the keypoints in the model's output. */
const KEYPOINTS = ['rightEye', 'leftEye', 'noseTip', 'mouthCentre', 'rightEar', 'leftEar'] as const;

/**
 * Loads MediaPipe's detector with the first delegate that runs on this device and finds the golden faces: the GPU
 * where there is one, else the CPU.
 *
 * @param onContextLost is called when its WebGL context is lost.
 * @throws EngineError asset-missing or asset-broken; Error if no delegate passes.
 */
export async function startMediaPipe(
  onBytes: OnBytes,
  webGl: WebGl,
  check: DetectorCheck,
  onContextLost: () => void,
): Promise<Detector> {
  const files = await loadMediaPipe(onBytes);
  for (const delegate of usableDelegates(webGl)) {
    const detector = await createMediaPipeDetector(files, delegate, onContextLost).catch(() => null);
    if (detector === null) continue;
    if (findsGoldenFaces(detector, check)) return detector;
    detector.close();
  }
  throw new Error('no delegate of MediaPipe finds the golden faces');
}

/** Side of the network's square input, pixels. */
const INPUT_SIDE = 192;
/** What truncation to whole pixels takes away on average. */
const HALF = 0.5;

/** Throws EngineError asset-missing or asset-broken, and a WebAssembly error if the program does not compile. */
export async function loadMediaPipe(onBytes: OnBytes): Promise<MediaPipeFiles> {
  const compile = async () => {
    const response = await fetchChecked(programUrl);
    void countBytes(response.clone(), onBytes).catch(() => {});
    // Only streaming compilation uses the browser's code cache.
    return WebAssembly.compileStreaming(response);
  };
  const [program, model] = await Promise.all([compile(), fetchBytes(modelUrl, null, onBytes)]);
  return { program, model: withDetectorMetadata(model) };
}

/** The delegates to try on this device, best first. Without WebGL 2 the library runs on neither. */
function usableDelegates({ available, renderer }: WebGl): readonly Delegate[] {
  if (!available) return [];
  return isHardware(renderer) ? ['GPU', 'CPU'] : ['CPU'];
}

/**
 * Creates MediaPipe's face detector. Its boxes are exact to a pixel.
 *
 * @param onContextLost is called when its WebGL context is lost.
 * @throws Error if the library refuses the device.
 */
export async function createMediaPipeDetector(
  { program, model }: MediaPipeFiles,
  delegate: Delegate,
  onContextLost: () => void,
): Promise<Detector> {
  const scope = globalThis as unknown as LoaderScope;
  // The library prints to the console through these; it takes ModuleFactory and Module away at each creation.
  scope.custom_dbg = () => {};
  scope.ModuleFactory = ModuleFactory;
  // Without this promise the library would wait for ever for a program that does not start.
  let refuse: (reason: unknown) => void = () => {};
  const refused = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  scope.Module = {
    print: () => {},
    printErr: () => {},
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) {
      WebAssembly.instantiate(program, imports).then((instance) => done(instance, program), refuse);
      return {};
    },
  };
  const canvas = new OffscreenCanvas(1, 1);
  const creating = FaceDetector.createFromOptions(
    { wasmLoaderPath: '', wasmBinaryPath: programUrl },
    {
      canvas,
      baseOptions: { modelAssetBuffer: model, delegate },
      runningMode: 'IMAGE',
      minDetectionConfidence: LEAST_SCORE,
      minSuppressionThreshold: LARGEST_OVERLAP,
    },
  );
  const detector = await Promise.race([creating, refused]);
  canvas.addEventListener('webglcontextlost', onContextLost);
  let confidence = LEAST_SCORE;
  return {
    detect(picture, least = LEAST_SCORE, region = undefined) {
      if (least !== confidence) {
        // Its promise is for models that are downloaded; the graph is rebuilt at once.
        void detector.setOptions({ minDetectionConfidence: least });
        confidence = least;
      }
      const part = region ? cut(picture, region) : { x: 0, y: 0, image: imageOf(picture) };
      const shift = delegate === 'GPU' ? sampleShift(part.image) : 0;
      return detector.detect(part.image).detections.flatMap((found) => toDetection(found, part, shift));
    },
    close() {
      canvas.removeEventListener('webglcontextlost', onContextLost);
      detector.close();
    },
  };
}

/**
 * How far to the left of, and above, the CPU's detections those of the GPU are, in pixels. A pixel of the network's
 * input samples the image at its own centre on the GPU, and at its corner on the CPU (core/letterbox.ts).
 */
function sampleShift({ width, height }: ImageData): number {
  return (Math.max(width, height) / INPUT_SIDE - 1) / 2;
}

/** A part of a picture, and where it begins in it, in pixels. */
interface Part extends Point {
  readonly image: ImageData;
}

function imageOf({ data, width, height }: Picture): ImageData {
  return new ImageData(data as ImageDataArray, width, height);
}

/** Copies the pixels of a region, rounded to whole pixels, so that a square stays one. */
function cut(picture: Picture, region: Box): Part {
  const width = Math.min(picture.width, Math.round(region.width));
  const height = Math.min(picture.height, Math.round(region.height));
  const x = Math.min(picture.width - width, Math.max(0, Math.round(region.x)));
  const y = Math.min(picture.height - height, Math.max(0, Math.round(region.y)));
  if (width === picture.width && height === picture.height) return { x, y, image: imageOf(picture) };
  const image = new ImageData(width, height);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * picture.width + x) * 4;
    image.data.set(picture.data.subarray(start, start + width * 4), row * width * 4);
  }
  return { x, y, image };
}

type Found = ReturnType<FaceDetector['detect']>['detections'][number];

/** Converts to picture pixels. The library's keypoints are fractions of its image. `shift`: added to x and y. */
function toDetection(
  { boundingBox, keypoints, categories }: Found,
  part: Part,
  shift: number,
): readonly Detection[] {
  if (!boundingBox || keypoints.length < KEYPOINTS.length) return [];
  const points = keypoints.map(({ x, y }) => ({ x: x * part.image.width, y: y * part.image.height }));
  const box = wholeBox(boundingBox, points);
  const [left, top] = [part.x + shift, part.y + shift];
  const named = KEYPOINTS.map((name, index): [string, Point] => {
    const { x, y } = points[index]!;
    return [name, { x: left + x, y: top + y }];
  });
  return [
    {
      box: { ...box, x: left + box.x, y: top + box.y },
      keypoints: Object.fromEntries(named) as unknown as Keypoints,
      score: categories[0]?.score ?? 0,
    },
  ];
}

/**
 * The library truncates boxes to whole pixels, and moves one that begins outside the image to the border without
 * making it smaller. Such a box is put back: its centre is about as far from the eyes as the mouth is from the nose.
 */
function wholeBox(
  { originX, originY, width, height }: NonNullable<Found['boundingBox']>,
  [rightEye, leftEye, nose, mouth]: readonly Point[],
): Box {
  const centre = (axis: 'x' | 'y') => (rightEye![axis] + leftEye![axis]) / 2 + mouth![axis] - nose![axis];
  const start = (origin: number, middle: number, length: number) =>
    origin === 0 ? Math.min(HALF, middle - length / 2) : origin + HALF;
  return {
    x: start(originX, centre('x'), width),
    y: start(originY, centre('y'), height),
    width: width + HALF,
    height: height + HALF,
  };
}
