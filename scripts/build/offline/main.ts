import { build } from 'vite';
import { keptFiles } from './kept-files.ts';

/** Writes sw.js into a built folder: `tsx scripts/build/offline/main.ts [FOLDER]`, by default dist. */
const folder = process.argv[2] ?? 'dist';
const { first, later } = keptFiles(folder);

await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  define: {
    __FIRST__: JSON.stringify(first),
    __LATER__: JSON.stringify(later),
    'process.env.NODE_ENV': '"production"',
  },
  build: {
    outDir: folder,
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: {
      input: 'src/offline/worker.ts',
      output: { format: 'iife', entryFileNames: 'sw.js' },
    },
  },
});
console.log(`offline: ${first.length} files are kept at once, ${later.length} once they are used`);
