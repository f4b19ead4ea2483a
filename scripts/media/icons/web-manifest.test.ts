import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly purpose: string;
}

const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')) as {
  readonly theme_color: string;
  readonly background_color: string;
  readonly start_url: string;
  readonly scope: string;
  readonly icons: readonly Icon[];
};
const page = readFileSync('index.html', 'utf8');
const papers = [...readFileSync('src/view/theme.css', 'utf8').matchAll(/--paper: (#\w{6});/g)].map(
  ([, colour]) => colour,
);

/** Returns width and height of a PNG from its header. */
function pngSize(path: string): string {
  const bytes = readFileSync(path);
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe('the manifest', () => {
  it('has the colours of the style sheet', () => {
    const [light, dark] = papers;
    expect([manifest.theme_color, manifest.background_color]).toEqual([light, light]);
    const colours = [...page.matchAll(/name="theme-color" content="(#\w{6})"/g)].map(([, colour]) => colour);
    expect(colours).toEqual([light, dark]);
  });

  it('states the actual sizes of its icons', () => {
    for (const { src, sizes } of manifest.icons) expect(pngSize(`public/${src}`)).toBe(sizes);
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    expect(pngSize('public/apple-touch-icon.png')).toBe('180x180');
  });

  it('has only relative addresses, for a page under a sub-path', () => {
    const links = [...page.matchAll(/<link[^>]* href="([^"]+)"/g)].map(([, href]) => href);
    expect(links.filter((href) => !href?.startsWith('./'))).toEqual([]);
    for (const { src } of manifest.icons) expect(src).not.toMatch(/^\/|:/);
    expect([manifest.start_url, manifest.scope]).toEqual(['./', './']);
  });
});
