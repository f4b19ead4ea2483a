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
import type { Backend } from './protocol.ts';

/** WASM SIMD: both wasm programs are built with it. */
export async function hasSimd(): Promise<boolean> {
  return Boolean(await env().getAsync('WASM_HAS_SIMD_SUPPORT'));
}

/** Whether WebGL 2 is here, and what draws it. */
export function probeWebGl(): { readonly available: boolean; readonly renderer: string | null } {
  const canvas = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1);
  const context = canvas?.getContext('webgl2');
  if (!context) return { available: false, renderer: null };
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : null;
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { available: true, renderer };
}

/** Registers tfjs's kernels and says where its wasm is. Once per worker. */
export function prepareBackends(): void {
  registerWasmKernels();
  // Threads gain nothing on two cores and break in a minified build; must be off before the backend is set.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // One binary is shipped; tfjs asks for all three names.
  setWasmPaths({
    'tfjs-backend-wasm.wasm': simdUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  });
}

/** Makes `backend` the one that runs. Throws if it cannot start: for wasm with the reason as a code. */
export async function startBackend(backend: Backend): Promise<void> {
  if (backend === 'webgl') {
    // Asked before tfjs is: it would print the refusal to the console.
    if (!probeWebGl().available) throw new Error('WebGL 2 is missing');
    (await import('./kernels-webgl.ts')).registerWebGlKernels();
  }
  const started = await setBackend(backend);
  if (started) await ready();
  if (started && getBackend() === backend) return;
  if (backend === 'wasm') {
    // tfjs swallows the cause; asking for the file again tells a missing one from a crash.
    await fetchChecked(simdUrl);
    throw new EngineError({ code: 'crashed', detail: 'the WASM backend did not start' });
  }
  throw new Error('the WebGL backend did not start');
}

/** Frees everything a backend holds, if it was ever there; the other one goes on. */
export function stopBackend(backend: Backend): void {
  if (findBackendFactory(backend)) removeBackend(backend);
}

/** Calls back if the context that tfjs draws with goes away. The WebGL backend must be running. */
export function onBackendContextLost(listen: () => void): void {
  const { gl } = (getActiveBackend() as MathBackendWebGL).gpgpu;
  const { canvas } = gl as unknown as { readonly canvas: OffscreenCanvas };
  canvas.addEventListener('webglcontextlost', listen);
}
