import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import {
  env,
  findBackendFactory,
  backend as getActiveBackend,
  getBackend,
  ready,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import { fetchChecked } from './assets.ts';
import { EngineError } from './failure.ts';
import { registerWasmKernels } from './kernels-wasm.ts';
import type { WebGl } from './parts.ts';
import type { Backend } from './protocol.ts';

/** Whether the browser supports WASM SIMD, which the WASM program needs. */
export async function hasSimd(): Promise<boolean> {
  return Boolean(await env().getAsync('WASM_HAS_SIMD_SUPPORT'));
}

/** Whether WebGL 2 is available, and the name of its renderer. */
export function probeWebGl(): WebGl {
  const canvas = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1);
  const context = canvas?.getContext('webgl2');
  if (!context) return { available: false, renderer: null };
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : null;
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { available: true, renderer };
}

/** Registers the WASM kernels of tfjs and the address of its program. Must be called once per worker. */
export function prepareBackends(): void {
  registerWasmKernels();
  // Threads gain nothing on two cores and break in a minified build. The flag must be set before the backend.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // Only the SIMD binary is shipped, but tfjs requires an address for each of the three names.
  setWasmPaths({
    'tfjs-backend-wasm.wasm': simdUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  });
}

/** Activates `backend` in tfjs. Throws if it cannot start: EngineError for WASM, a plain Error for WebGL. */
export async function startBackend(backend: Backend): Promise<void> {
  if (backend === 'webgl') {
    // Checked here because tfjs prints an error to the console if WebGL is missing.
    if (!probeWebGl().available) throw new Error('WebGL 2 is missing');
    (await import('./kernels-webgl.ts')).registerWebGlKernels();
  }
  const started = await setBackend(backend);
  if (started) await ready();
  if (started && getBackend() === backend) return;
  if (backend === 'wasm') {
    // tfjs hides the cause. Requesting the file again distinguishes a missing file from a crash.
    await fetchChecked(simdUrl);
    throw new EngineError({ code: 'crashed', detail: 'the WASM backend did not start' });
  }
  throw new Error('the WebGL backend did not start');
}

/** Frees all memory of a backend. Does nothing if it was never started. */
export function stopBackend(backend: Backend): void {
  if (findBackendFactory(backend)) removeBackend(backend);
}

/** Calls back when the WebGL context of tfjs is lost. The WebGL backend must be running. */
export function onBackendContextLost(listen: () => void): void {
  const { gl } = (getActiveBackend() as MathBackendWebGL).gpgpu;
  const { canvas } = gl as unknown as { readonly canvas: OffscreenCanvas };
  canvas.addEventListener('webglcontextlost', listen);
}
