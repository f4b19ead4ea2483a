/**
 * The names of the chunks of a PNG or WebP file, or of the segments of a JPEG: "IHDR", "VP8 ", "APP0". Throws for any
 * other kind of file.
 */
export function partsOf(file: Buffer): readonly string[] {
  if (file.subarray(1, 4).toString('latin1') === 'PNG') return chunks(file, 8, file.length, 'png');
  if (file.subarray(8, 12).toString('latin1') === 'WEBP') return chunks(file, 12, file.length, 'webp');
  if (file.readUInt16BE(0) === 0xffd8) return segments(file);
  throw new Error('not a picture file');
}

function chunks(file: Buffer, from: number, to: number, kind: 'png' | 'webp'): readonly string[] {
  const names: string[] = [];
  for (let at = from; at + 8 <= to; ) {
    const png = kind === 'png';
    const length = png ? file.readUInt32BE(at) : file.readUInt32LE(at + 4);
    names.push(file.subarray(png ? at + 4 : at, png ? at + 8 : at + 4).toString('latin1'));
    at += png ? length + 12 : 8 + length + (length % 2);
  }
  return names;
}

/** Markers up to the pixels; those after them carry no metadata. */
function segments(file: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = 2; file[at] === 0xff && file[at + 1] !== 0xda; at += 2 + file.readUInt16BE(at + 2)) {
    const marker = file[at + 1] ?? 0;
    if (marker === 0xfe) names.push('COM');
    else if (marker >= 0xe0 && marker <= 0xef) names.push(`APP${marker - 0xe0}`);
    else names.push(marker.toString(16));
  }
  return names;
}

/** Names of parts that hold metadata, a thumbnail or a colour profile. */
export const metadataParts = (file: Buffer): readonly string[] =>
  partsOf(file).filter((name) =>
    /^(APP([1-9]|1\d)|COM|[tiz]TXt|eXIf|EXIF|iCCP|ICCP|tIME|XMP .?)$/.test(name),
  );
