import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { HEADERS } from './scripts/headers.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export default defineConfig({
  // Relative addresses: the built folder works under any sub-path.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  define: {
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
