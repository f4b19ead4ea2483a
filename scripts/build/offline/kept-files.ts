import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealOf } from './seal.ts';

/** A file that the service worker caches when it is installed. */
export interface FirstFile {
  readonly url: string;
  /** Hash of the content; null if the address contains a hash. */
  readonly revision: string | null;
}

/** The files that the service worker caches; every address is relative to the page's folder. */
export interface KeptFiles {
  /** Files that every first visit fetches, the document it links to, and what a link to a card needs; cached at installation. */
  readonly first: readonly FirstFile[];
  /** Files that are cached when they are first used. */
  readonly later: readonly string[];
}

/** Files of assets/ that the first visit fetches; e2e/offline.spec.ts compares this list with a real visit. */
const FIRST_ASSETS = [
  /^early-.*\.js$/,
  /^index-.*\.(js|css)$/,
  /^rolldown-runtime-.*\.js$/,
  /^shared-.*\.js$/,
  /^worker-.*\.js$/,
  /^workbox-window.*\.js$/,
  /^inter-latin-.*\.woff2$/,
  /^tfjs-backend-wasm-simd-.*\.wasm$/,
];
/** The script that opens a link to a card, which works without a network too. The first visit does not fetch it. */
const CARD_SCRIPT = /^SharedCard-.*\.js$/;
/** Files without a hash in their address. The page itself does not fetch limits.html, but must lead to it offline. */
const FIRST_PAGES = ['index.html', 'icon.svg', 'no-origin.js', 'limits.html'];
const FIRST_MODELS = [
  'models/face-attributes/card.json',
  'models/face-attributes/golden.bin',
  'models/face-attributes/model.json',
  'models/face-attributes/weights.bin',
  'models/face-detector/full-range.bin',
  'models/face-detector/manifest.json',
];
const LATER_MODELS = ['models/face-detector/short-range.bin', 'sample/sample.mp4', 'sample/sample.webm'];
const COMPRESSED = /\.(br|gz)$/;

/**
 * Lists the files of a built folder by when they are cached. Throws if a file of the first visit is missing, because
 * the page would not start offline.
 */
export function keptFiles(folder: string): KeptFiles {
  const sealed = (path: string) => `${path}?v=${sealOf(join(folder, path))}`;
  const assets = readdirSync(join(folder, 'assets')).filter((name) => !COMPRESSED.test(name));
  const kinds = [...FIRST_ASSETS, CARD_SCRIPT];
  const absent = kinds.find((kind) => !assets.some((name) => kind.test(name)));
  if (absent) throw new Error(`${folder}/assets has no file like ${absent.source}`);
  const card = assets
    .filter((name) => CARD_SCRIPT.test(name))
    .flatMap((name) => withImports(folder, name, assets));
  const isFirst = (name: string) => FIRST_ASSETS.some((kind) => kind.test(name)) || card.includes(name);
  const paths = (names: readonly string[]) => names.map((name) => `assets/${name}`);
  return {
    first: [
      ...FIRST_PAGES.map((url) => ({ url, revision: sealOf(join(folder, url)) })),
      ...[...paths(assets.filter(isFirst)), ...FIRST_MODELS.map(sealed)].map((url) => ({
        url,
        revision: null,
      })),
    ],
    later: [...paths(assets.filter((name) => !isFirst(name))), ...LATER_MODELS.map(sealed)],
  };
}

/** A script of assets/ and all that it imports, with the style sheets that are named like them. */
function withImports(folder: string, script: string, assets: readonly string[]): readonly string[] {
  const found = new Set([script]);
  for (const name of found) {
    if (!name.endsWith('.js')) continue;
    const code = readFileSync(join(folder, 'assets', name), 'utf8');
    for (const [, imported = ''] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      found.add(imported);
    const title = name.replace(/-[\w-]{8}\.js$/, '-');
    for (const sheet of assets) if (sheet.startsWith(title) && sheet.endsWith('.css')) found.add(sheet);
  }
  return [...found];
}
