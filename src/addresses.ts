/** Absolute address of a file beside the page. */
export const absoluteUrl = (path: string): string => new URL(path, document.baseURI).href;

/** With its hash in the address a file may be kept for ever, and another version is another address. */
export const versionedUrl = (path: string): string => absoluteUrl(`${path}?v=${__SEALS__[path]}`);

export const ENGINE_ASSETS = {
  detectors: versionedUrl('models/face-detector/manifest.json'),
  attributes: versionedUrl('models/face-attributes/card.json'),
} as const;
