import type { Size } from '#core/types.ts';
import type { Bytes } from './bytes.ts';

/** Size of a BMP. It is in the file's second header, at offset 14. */
export async function bmpSize(bytes: Bytes): Promise<Size> {
  return dibSize(await bytes.view(14, 16));
}

/** Size in the header of a device-independent bitmap; a negative height means that rows are stored top-down. */
function dibSize(view: DataView): Size {
  if (view.getUint32(0, true) === 12) {
    return { width: view.getUint16(4, true), height: view.getUint16(6, true) };
  }
  return { width: Math.abs(view.getInt32(4, true)), height: Math.abs(view.getInt32(8, true)) };
}

const PNG = 0x89504e47;

/**
 * Size of an icon's largest picture. Sizes in the icon's directory end at 256, so the pictures' own headers are read.
 * They are PNG files, or bitmaps whose height is doubled by a mask.
 */
export async function icoSize(bytes: Bytes): Promise<Size | null> {
  const count = Math.min((await bytes.view(4, 2)).getUint16(0, true), 256);
  let largest: Size | null = null;
  for (let i = 0; i < count; i++) {
    const entry = await bytes.view(6 + i * 16, 16);
    const view = await bytes.view(entry.getUint32(12, true), 24);
    const dib = dibSize(view);
    const size =
      view.getUint32(0) === PNG
        ? { width: view.getUint32(16), height: view.getUint32(20) }
        : { width: dib.width, height: dib.height / 2 };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
