/** Markers of a JPEG file: ITU-T T.81, table B.1. */
const SCAN = 0xda;
const COMMENT = 0xfe;
const APP1 = 0xe1;
const APP15 = 0xef;

/** Chunks without which a PNG file has the same pixels, and that can hold anything. */
const PNG_METADATA = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'iCCP', 'tIME'];
const WEBP_METADATA = ['ICCP', 'EXIF', 'XMP '];
/** In the header of an extended WebP file: whether it has a colour profile, EXIF and XMP. */
const WEBP_METADATA_FLAGS = 0x20 | 0x08 | 0x04;

/**
 * A picture file that a browser has written, without comments, EXIF, XMP and colour profile. Chromium writes the profile
 * of sRGB into JPEG and WebP, which a file without a profile has anyway. Other and damaged files are returned as they
 * are.
 */
export async function removeMetadata(file: Blob): Promise<Blob> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = keptParts(bytes);
  return kept === null ? file : new Blob(kept, { type: file.type });
}

type Bytes = Uint8Array<ArrayBuffer>;

function keptParts(bytes: Bytes): Bytes[] | null {
  const view = new DataView(bytes.buffer);
  try {
    if (view.getUint16(0) === 0xffd8) return keptOfJpeg(bytes, view);
    if (nameAt(bytes, 1, 3) === 'PNG') return keptOfPng(bytes, view);
    return nameAt(bytes, 8) === 'WEBP' ? keptOfWebp(bytes, view) : null;
  } catch (error) {
    // The file ends too early.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const nameAt = (bytes: Bytes, at: number, length = 4): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

function keptOfJpeg(bytes: Bytes, view: DataView): Bytes[] {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (view.getUint8(at) === 0xff && view.getUint8(at + 1) !== SCAN) {
    const marker = view.getUint8(at + 1);
    const end = at + 2 + view.getUint16(at + 2);
    if (marker !== COMMENT && !(marker >= APP1 && marker <= APP15)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return [...kept, bytes.subarray(at)];
}

function keptOfPng(bytes: Bytes, view: DataView): Bytes[] {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (!PNG_METADATA.includes(nameAt(bytes, at + 4))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return kept;
}

function keptOfWebp(bytes: Bytes, view: DataView): Bytes[] {
  const header = bytes.slice(0, 12);
  const kept = [header];
  for (let at = 12; at < bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    const name = nameAt(bytes, at);
    const chunk = bytes.slice(at, end);
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~WEBP_METADATA_FLAGS;
    if (!WEBP_METADATA.includes(name)) kept.push(chunk);
    at = end;
  }
  const length = kept.reduce((sum, part) => sum + part.length, 0);
  new DataView(header.buffer).setUint32(4, length - 8, true);
  return kept;
}
