/**
 * Draws public/icon.svg in Chromium as the PNG files for the manifest and iOS (npm run icons); ffmpeg compresses
 * them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { runProgram } from '../../run/program.ts';
import { ensureChromium } from '../../run/setup.mjs';
import { ffmpeg } from '../formats/ffmpeg.ts';

interface Icon {
  readonly file: string;
  /** Width and height in pixels. */
  readonly side: number;
  /** Whether it fills the whole square, for systems that cut it to their own shape. */
  readonly square: boolean;
  /** Scale of the drawing; 1 is its size in icon.svg. */
  readonly scale: number;
}

const ICONS: readonly Icon[] = [
  { file: 'icon-192.png', side: 192, square: false, scale: 1 },
  { file: 'icon-512.png', side: 512, square: false, scale: 1 },
  // A mask may cut everything outside a circle of 80 % of the side.
  { file: 'icon-maskable-512.png', side: 512, square: true, scale: 0.88 },
  { file: 'apple-touch-icon.png', side: 180, square: true, scale: 1 },
];
const CENTRE = 16;

function drawing(svg: string, { side, square, scale }: Icon): string {
  const shift = CENTRE * (1 - scale);
  return svg
    .replace('<svg ', `<svg style="display:block" width="${side}" height="${side}" `)
    .replace('rx="8"', square ? 'rx="0"' : 'rx="8"')
    .replace('transform="', `transform="translate(${shift} ${shift}) scale(${scale}) `);
}

await runProgram('npm run icons', icons);

async function icons(): Promise<void> {
  const svg = readFileSync('public/icon.svg', 'utf8');
  const browser = await chromium.launch({ executablePath: await ensureChromium() });
  try {
    const page = await browser.newPage();
    for (const icon of ICONS) {
      const path = `public/${icon.file}`;
      await page.setViewportSize({ width: icon.side, height: icon.side });
      await page.setContent(`<body style="margin:0">${drawing(svg, icon)}`);
      writeFileSync(path, await page.screenshot({ omitBackground: true }));
      const pixels = icon.square ? 'rgb24' : 'rgba';
      const packing = ['-compression_level', '9', '-pred', 'mixed', '-pix_fmt', pixels];
      const packed = ffmpeg(['-i', path, ...packing, '-f', 'image2pipe', '-c:v', 'png', '-']);
      writeFileSync(path, packed);
      console.log(`${path}: ${packed.length} bytes`);
    }
  } finally {
    await browser.close();
  }
}
