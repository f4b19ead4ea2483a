import { textAt } from './bytes.ts';
import type { ImageKind } from './facts.ts';

/** Number of bytes needed to recognise a file's kind; an SVG may begin with a long comment. */
export const KIND_BYTES = 4096;

const RAW_NAME =
  /\.(cr2|cr3|crw|nef|nrw|arw|sr2|srf|dng|raf|orf|rw2|pef|srw|3fr|iiq|raw|x3f|erf|mrw|kdc|dcr)$/i;

/** First bytes that identify a format on their own, as Latin-1 text. */
const SIGNATURES: readonly (readonly [string, ImageKind])[] = [
  ['\x89PNG', 'png'],
  ['\xff\xd8\xff', 'jpeg'],
  ['GIF8', 'gif'],
  ['\0\0\x01\0', 'ico'],
  ['\0\0\x02\0', 'ico'],
  ['8BPS', 'psd'],
  ['FUJIFILMCCD-RAW', 'raw'],
  ['IIRO', 'raw'],
  ['IIRS', 'raw'],
  ['MMOR', 'raw'],
  ['IIU\0', 'raw'],
  ['FOVb', 'raw'],
  ['\0MRM', 'raw'],
  ['\xff\x0a', 'jxl'],
  ['\0\0\0\x0cJXL ', 'jxl'],
  ['\0\0\0\x0cjP  ', 'jp2'],
  ['\xff\x4f\xff\x51', 'jp2'],
];
const TIFF = /^(II[*+]\0|MM\0[*+])/;
const SVG =
  /^\uFEFF?\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE\s+svg[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(\w+:)?svg[\s>]/i;

/**
 * The kind of picture according to a file's first KIND_BYTES bytes; null for anything else. The file's name matters
 * only for raw pictures that are TIFF files, and for a compressed SVG.
 */
export function imageKind(head: DataView, name: string): ImageKind | null {
  const text = textAt(head, 0, Math.min(32, head.byteLength));
  const signature = SIGNATURES.find(([begin]) => text.startsWith(begin));
  if (signature) return signature[1];
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.startsWith('BM') && head.byteLength >= 26 && isBitmapHeader(head.getUint32(14, true)))
    return 'bmp';
  if (text.slice(4, 8) === 'ftyp') return brandKind(head);
  if (TIFF.test(text)) return text.slice(8, 10) === 'CR' || RAW_NAME.test(name) ? 'raw' : 'tiff';
  if (text.startsWith('\x1f\x8b') && /\.svgz$/i.test(name)) return 'svg';
  return SVG.test(new TextDecoder().decode(head)) ? 'svg' : null;
}

/** Whether the second header of a BMP file can have this size in one of its versions. */
function isBitmapHeader(size: number): boolean {
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(size);
}

/** The kind of picture according to the brands in the file type box (ISO 14496-12); null for a video. */
function brandKind(head: DataView): ImageKind | null {
  const end = Math.min(head.getUint32(0), head.byteLength);
  const brands = new Set([textAt(head, 8, Math.min(4, head.byteLength - 8))]);
  for (let offset = 16; offset + 4 <= end; offset += 4) brands.add(textAt(head, offset, 4));
  const has = (...names: readonly string[]) => names.some((name) => brands.has(name));
  if (has('crx ')) return 'raw';
  if (has('avif', 'avis')) return 'avif';
  if (has('heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1', 'mif2'))
    return 'heic';
  return null;
}
