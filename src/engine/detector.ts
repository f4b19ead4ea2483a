import { FaceDetector } from '@mediapipe/tasks-vision';
import ModuleFactory from '@mediapipe/tasks-vision/vision_wasm_module_internal.js';
import wasmUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';
import type { Detection, Keypoints, Picture, Point } from '#core/types.ts';
import { countBytes, fetchChecked, type OnBytes } from './assets.ts';
import type { Detector } from './pipeline.ts';

/** Bytes of MediaPipe's wasm, for the loading bar. */
export const DETECTOR_WASM_BYTES = __DETECTOR_WASM_BYTES__;

/** BlazeFace's own order of keypoints. */
const KEYPOINTS = ['rightEye', 'leftEye', 'noseTip', 'mouthCentre', 'rightEar', 'leftEar'] as const;

/** What MediaPipe's loader reads from the global scope while it creates a module. */
interface LoaderGlobals {
  custom_dbg: () => void;
  ModuleFactory: unknown;
  Module: unknown;
}

/** The compiled program, shared by every detector this worker makes. */
export interface DetectorProgram {
  readonly module: WebAssembly.Module;
}

/** Downloads and compiles MediaPipe's wasm. Throws EngineError if it cannot be had. */
export async function loadDetectorProgram(onBytes: OnBytes): Promise<DetectorProgram> {
  const response = await fetchChecked(wasmUrl);
  const counted = countBytes(response.clone(), onBytes).catch(() => undefined);
  // Streaming keeps the browser's code cache: the second visit does not compile again.
  const module = await WebAssembly.compileStreaming(response);
  await counted;
  return { module };
}

/**
 * A MediaPipe face detector from a .tflite file's bytes, on the CPU. It still draws through WebGL:
 * `onContextLost` is called if that goes away.
 */
export async function createDetector(
  program: DetectorProgram,
  model: Uint8Array,
  onContextLost: () => void,
): Promise<Detector> {
  const scope = globalThis as unknown as LoaderGlobals;
  let failed: (reason: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    failed = reject;
  });
  // The library prints to the console through these; it takes ModuleFactory and Module away each time.
  scope.custom_dbg = () => {};
  scope.ModuleFactory = ModuleFactory;
  scope.Module = {
    print: () => {},
    printErr: () => {},
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) {
      // The library waits for `done` alone, for ever: a failure has to take another way out.
      WebAssembly.instantiate(program.module, imports).then(
        (instance) => done(instance, program.module),
        failed,
      );
      return {};
    },
  };
  const canvas = new OffscreenCanvas(1, 1);
  canvas.addEventListener('webglcontextlost', onContextLost);
  const creation = FaceDetector.createFromOptions(
    { wasmLoaderPath: '', wasmBinaryPath: wasmUrl },
    {
      canvas,
      baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
      runningMode: 'VIDEO',
      minDetectionConfidence: 0.5,
      minSuppressionThreshold: 0.3,
    },
  );
  const detector = await Promise.race([creation, failure]);
  // A repeated timestamp poisons the detector for good, so it gets a counter and not the clock.
  let timestamp = 0;
  return {
    detect(picture) {
      timestamp += 1;
      const image = new ImageData(picture.data as ImageDataArray, picture.width, picture.height);
      const found = detector.detectForVideo(image, timestamp).detections;
      return found.flatMap((detection) => toDetection(detection, picture));
    },
    close() {
      canvas.removeEventListener('webglcontextlost', onContextLost);
      detector.close();
    },
  };
}

type MediaPipeDetection = ReturnType<FaceDetector['detectForVideo']>['detections'][number];

/** MediaPipe's keypoints are fractions of the picture, its box whole pixels. */
function toDetection(detection: MediaPipeDetection, picture: Picture): readonly Detection[] {
  const { boundingBox } = detection;
  if (!boundingBox || detection.keypoints.length < KEYPOINTS.length) return [];
  const points: Record<string, Point> = {};
  KEYPOINTS.forEach((name, index) => {
    const point = detection.keypoints[index];
    if (point) points[name] = { x: point.x * picture.width, y: point.y * picture.height };
  });
  return [
    {
      box: {
        x: boundingBox.originX,
        y: boundingBox.originY,
        width: boundingBox.width,
        height: boundingBox.height,
      },
      keypoints: points as unknown as Keypoints,
      score: detection.categories[0]?.score ?? 0,
    },
  ];
}
