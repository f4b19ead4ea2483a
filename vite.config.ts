import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { HtmlTagDescriptor, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { HEADERS, META_POLICY } from './scripts/build/headers.ts';
import { sealOf } from './scripts/build/offline/seal.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Files of public/ that no other file names with a hash: the page asks for them with their seal (src/main.tsx). */
const SEALED = [
  'models/face-attributes/card.json',
  'models/face-attributes/golden.bin',
  'models/face-attributes/model.json',
  'models/face-attributes/weights.bin',
  'models/face-detector/full-range.bin',
  'models/face-detector/manifest.json',
  'models/face-detector/short-range.bin',
  'sample/sample.mp4',
  'sample/sample.webm',
];

const SEALS = Object.fromEntries(SEALED.map((path) => [path, sealOf(`public/${path}`)]));

/** The executor names operations that src/engine/converter-ops.ts leaves out on purpose. */
const QUIET = { checks: { importIsUndefined: false, pluginTimings: false } };

/**
 * The first script and the first files it requests, in the order of need: under way before any script runs. Not the
 * detector: which one it is, only a script can read from the address and the storage.
 */
const firstFiles: Plugin = {
  name: 'first-files',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {} }) {
      const files = Object.values(bundle);
      const early = files.find((file) => file.type === 'chunk' && file.isEntry && file.name === 'early');
      const program = files.find((file) => /tfjs-backend-wasm-simd.*\.wasm$/.test(file.fileName));
      if (!early || !program) throw new Error('the first script or the WASM program is not in the build');
      const preload = (path: string): HtmlTagDescriptor => ({
        tag: 'link',
        attrs: { rel: 'preload', as: 'fetch', crossorigin: '', href: `./${path}` },
        injectTo: 'head',
      });
      const sealed = (path: string) => `${path}?v=${SEALS[path]}`;
      return [
        {
          tag: 'script',
          attrs: { type: 'module', async: true, crossorigin: '', src: `./${early.fileName}` },
          injectTo: 'head',
        },
        preload(program.fileName),
        preload(sealed('models/face-detector/manifest.json')),
      ];
    },
  },
};

/** The dev server injects inline scripts and styles (hot reload), so the policy is for the built page alone. */
const metaPolicy: Plugin = {
  name: 'meta-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: META_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

/** Name of files that the first visit shares with code that is loaded later. */
const SHARED = 'shared';

export default defineConfig({
  // Relative addresses: the built folder works under any sub-path.
  base: './',
  plugins: [react(), metaPolicy, firstFiles],
  // MediaPipe's loader imports it in Node alone; Vite's stub for it would change which chunks a first visit loads.
  worker: { format: 'es', rolldownOptions: { ...QUIET, external: ['node:module'] } },
  resolve: {
    alias: [
      {
        find: /^@tensorflow\/tfjs-core\/dist\/ops\/ops_for_converter$/,
        replacement: fileURLToPath(new URL('src/engine/converter-ops.ts', import.meta.url)),
      },
    ],
  },
  define: {
    __VERSION__: JSON.stringify(version),
    __SEALS__: JSON.stringify(SEALS),
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      ...QUIET,
      input: { index: 'index.html', early: 'src/early.ts' },
      // What the first visit shares with code that is loaded later has a name by which it is known and kept.
      output: {
        // The bundler adds the names of all importers to the group's, which would change with each of them.
        chunkFileNames: ({ name }) => `assets/${name.startsWith(SHARED) ? SHARED : '[name]'}-[hash].js`,
        codeSplitting: {
          groups: [{ name: SHARED, tags: ['$initial'], minShareCount: 2, entriesAware: true }],
        },
      },
    },
  },
  // Found at the start and not by and by: each late find would reload the page in mid-show.
  optimizeDeps: { entries: ['index.html', 'src/engine/*.ts', 'src/decoders/*.ts', '!src/**/*.test.ts'] },
  server: { headers: HEADERS.isolation },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    environment: 'node',
  },
});
