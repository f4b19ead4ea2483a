/** Absolute address of a file beside the page. */
export const here = (path: string): string => new URL(path, document.baseURI).href;

/** With its hash in the address a file may be kept for ever, and another version is another address. */
export const sealed = (path: string): string => here(`${path}?v=${__SEALS__[path]}`);

export const ENGINE_ASSETS = {
  detectors: sealed('models/face-detector/manifest.json'),
  attributes: sealed('models/face-attributes/card.json'),
} as const;
