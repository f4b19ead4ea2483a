import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { anchorCentres } from '#core/anchors.ts';
import { decodeCandidates, LEAST_SCORE, mergeCandidates } from '#core/candidates.ts';
import { fillLetterbox } from '#core/letterbox.ts';
import { fetchChecked } from './assets.ts';
import { parseDetectorFile } from './detector-file.ts';
import { planNetwork } from './network-plan.ts';
import type { Detector } from './pipeline.ts';
import { startXnn } from './xnn.ts';

/**
 * The WASM program that detectors run on: what `handed` gives, or else downloaded and compiled.
 * Throws EngineError if it cannot be had.
 */
export async function loadDetectorProgram(
  handed: Promise<WebAssembly.Module | null> | null = null,
): Promise<WebAssembly.Module> {
  const program = await handed;
  if (program) return program;
  // Streaming keeps the browser's code cache: the second visit does not compile again.
  return WebAssembly.compileStreaming(await fetchChecked(simdUrl));
}

/**
 * A BlazeFace detector from its file's bytes: MediaPipe's networks, anchors and suppression, on XNNPACK as tfjs
 * builds it. Ready and warm when this resolves. Throws EngineError if the file is none.
 *
 * @param url of the file, for messages.
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
  // The first run lays out XNNPACK's weights.
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
      // Nothing outside the WASM memory is held, and that goes with the last reference.
    },
  };
}
