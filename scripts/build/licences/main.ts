import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Packages whose code or files are in the built page: direct dependencies, their dependencies, and the font. */
const BUNDLED = [
  '@fontsource-variable/inter',
  '@mediapipe/face_detection',
  '@mediapipe/tasks-vision',
  '@petamoriken/float16',
  '@tanstack/react-virtual',
  '@tanstack/virtual-core',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-webgl',
  '@tensorflow/tfjs-converter',
  '@tensorflow/tfjs-core',
  'client-zip',
  'geotiff',
  'lerc',
  'lean-qr',
  'libheif-js',
  'mediabunny',
  'pako',
  'parse-headers',
  'quick-lru',
  'react',
  'react-dom',
  'scheduler',
  'workbox-core',
  'workbox-precaching',
  'workbox-range-requests',
  'workbox-routing',
  'workbox-strategies',
  'workbox-window',
  'web-worker',
  'xml-utils',
  'zstddec',
  'zustand',
];
/** Text of the Apache licence, from MediaPipe's models. MediaPipe's and tfjs's packages name it without its text. */
const APACHE = 'public/models/face-detector/LICENSE';
/** The package's own licence file lacks the GPL, which the LGPL refers to and which must be included. */
const FULL_TEXT: Readonly<Record<string, string>> = {
  'libheif-js': 'node_modules/libheif-js/libheif-wasm/LICENSE',
};

/** Returns a package's name, version and licence text. Throws if there is no licence text. */
function section(name: string): string {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    version: string;
    license: string;
  };
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const own = file ? `${folder}/${file}` : license === 'Apache-2.0' ? APACHE : null;
  const path = FULL_TEXT[name] ?? own;
  if (!path || !existsSync(path)) throw new Error(`${name}: no licence text for ${license}`);
  return `${name} ${version} (${license})\n\n${readFileSync(path, 'utf8').trim()}\n`;
}

// Most of these licences require that their text accompanies copies of the software.
const intro = `Mien is made with the following works.

Models: see models/face-detector (Apache-2.0) and models/face-attributes (not for commercial use).
Sample: see sample/SOURCES.md.

HEIC pictures are decoded by libheif, with libde265 in it, which are covered by the GNU Lesser General Public
License, version 3 (below, with the GNU General Public License that it builds on). They are used unchanged, as
the separate file assets/libheif-….wasm, which may be replaced by another build with the same interface. Sources:
https://github.com/strukturag/libheif, https://github.com/strukturag/libde265, and how they are built for the
web: https://github.com/catdad-experiments/libheif-js.

MediaPipe's own runtime, which can be chosen for comparison, is used unchanged, as the separate files
assets/vision_wasm_module_internal-….wasm and assets/face_detection_full_range_sparse-….tflite. Its sources, and the
licences of the libraries that it is compiled from: https://github.com/google-ai-edge/mediapipe.
`;
writeFileSync('dist/licences.txt', [intro, ...BUNDLED.map(section)].join(`\n${'-'.repeat(78)}\n\n`));
