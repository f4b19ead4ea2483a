import { readFileSync, statSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { HEADERS } from './scripts/headers.ts';

const DETECTOR_WASM = 'node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm';
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export default defineConfig({
  // Relative addresses: the built folder works under any sub-path.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  define: {
    __DETECTOR_WASM_BYTES__: String(statSync(DETECTOR_WASM).size),
    __VERSION__: JSON.stringify(version),
  },
  build: { target: 'es2022', chunkSizeWarningLimit: 900, modulePreload: { polyfill: false } },
  // The dev server injects inline scripts (hot reload), so the CSP is for the built page alone.
  server: { headers: HEADERS.isolation },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    environment: 'node',
  },
});
