/**
 * Inserts an Exif block with only an orientation (1…8, TIFF tag 0x0112) at the front of a JPEG and returns the new
 * bytes. Throws if the bytes do not begin like a JPEG.
 */
export function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new Error('not a JPEG');
  const exif = new DataView(new ArrayBuffer(36));
  exif.setUint16(0, 0xffe1); // APP1
  exif.setUint16(2, 34); // its length, without the marker
  exif.setUint32(4, 0x45786966); // "Exif"
  exif.setUint16(8, 0);
  exif.setUint32(10, 0x4d4d002a); // TIFF, most significant byte first
  exif.setUint32(14, 8); // offset of the first directory
  exif.setUint16(18, 1); // one entry
  exif.setUint16(20, 0x0112); // orientation
  exif.setUint16(22, 3); // type: 16 bits
  exif.setUint32(24, 1); // one value
  exif.setUint16(28, orientation);
  const out = new Uint8Array(jpeg.length + exif.byteLength);
  out.set(jpeg.subarray(0, 2));
  out.set(new Uint8Array(exif.buffer), 2);
  out.set(jpeg.subarray(2), 2 + exif.byteLength);
  return out;
}
