/** Absolute URL of a file, given its path relative to the page. */
export const absoluteUrl = (path: string): string => new URL(path, document.baseURI).href;

/** Absolute URL of a file in public/ with its hash, so that it can be cached forever. */
export const versionedUrl = (path: string): string => absoluteUrl(`${path}?v=${__SEALS__[path]}`);

/** URLs of the lists that name the engine's other files. */
export const ENGINE_ASSETS = {
  detectors: versionedUrl('models/face-detector/manifest.json'),
  attributes: versionedUrl('models/face-attributes/card.json'),
} as const;
