import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { anchorCentres } from '#core/anchors.ts';
import { decodeCandidates, LEAST_SCORE, mergeCandidates } from '#core/candidates.ts';
import { fillLetterbox } from '#core/letterbox.ts';
import { fetchChecked } from './assets.ts';
import { parseDetectorFile } from './detector-file.ts';
import { planNetwork } from './network-plan.ts';
import type { Detector } from './parts.ts';
import { startXnn } from './xnn.ts';

/**
 * The WASM program that detectors run on: the one from `handed`, or a downloaded and compiled one.
 * Throws EngineError if the file is missing, and a WebAssembly error if it cannot be compiled.
 */
export async function loadDetectorProgram(
  handed: Promise<WebAssembly.Module | null> | null = null,
): Promise<WebAssembly.Module> {
  const program = await handed;
  if (program) return program;
  // Only streaming compilation uses the browser's code cache, which saves the second visit a compilation.
  return WebAssembly.compileStreaming(await fetchChecked(simdUrl));
}

/**
 * Creates and warms up a BlazeFace detector: MediaPipe's networks, anchors and suppression, on the XNNPACK build of
 * tfjs.
 *
 * @param url of the file, for messages.
 * @param model the bytes of the file.
 * @throws EngineError asset-broken if the file is not a detector.
 */
export async function createDetector(
  program: WebAssembly.Module,
  url: string,
  model: Uint8Array,
): Promise<Detector> {
  const file = parseDetectorFile(url, model);
  const plan = planNetwork(await startXnn(program), file);
  const side = file.inputSize;
  const centres = file.heads.map(anchorCentres);
  // On the first run XNNPACK packs its weights, so that no frame has to wait for it.
  plan.run();
  return {
    detect(picture, least = LEAST_SCORE, region = undefined) {
      const letterbox = fillLetterbox(picture, side, plan.input(), region);
      plan.run();
      const candidates = plan
        .outputs()
        .flatMap((output, head) => decodeCandidates(output, centres[head]!, side, letterbox, least));
      return mergeCandidates(candidates);
    },
    close() {
      // All resources are in the WASM memory, which is freed with the last reference.
    },
  };
}
