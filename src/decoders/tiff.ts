import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';
import { type Decode, type Decoded, failed } from './pixels.ts';

const WHITE_IS_ZERO = 0;
const BLACK_IS_ZERO = 1;
const INTEGER = 1;

/**
 * Decodes the first picture of a TIFF without applying its orientation. Supports every compression of geotiff; grey,
 * RGB, palette, CMYK, YCbCr and Lab; and 1 to 16 bits per sample.
 */
export const decodeTiff: Decode = async (file, mostPixels) => {
  try {
    return await decode(file, mostPixels);
  } catch (error) {
    // Only the message of the library's error says that a compression or colour space is not supported.
    const unknown = error instanceof Error && /unknown|not supported|unsupported/i.test(error.message);
    if (unknown) return failed({ code: 'unsupported' });
    throw error;
  }
};

async function decode(file: ArrayBuffer, mostPixels: number): Promise<Decoded> {
  const image = await (await fromArrayBuffer(file)).getImage(0);
  const [width, height] = [image.getWidth(), image.getHeight()];
  if (width * height > mostPixels) return failed({ code: 'too-large', pixels: width * height });
  const { fileDirectory } = image;
  const format = Number(fileDirectory.getValue('SampleFormat')?.[0] ?? INTEGER);
  const bits = image.getBitsPerSample(0);
  if (format !== INTEGER || bits > 16) return failed({ code: 'unsupported' });
  const meaning = Number(fileDirectory.getValue('PhotometricInterpretation'));
  const isGrey = meaning === WHITE_IS_ZERO || meaning === BLACK_IS_ZERO;
  const rgba = isGrey ? await grey(image, bits, meaning === WHITE_IS_ZERO) : await colour(image, bits);
  return { ok: true, width, height, rgba };
}

/** Grey is converted here, because geotiff 3.0.5 inverts pictures in which white is zero. */
async function grey(image: GeoTIFFImage, bits: number, inverted: boolean) {
  const samples = await image.readRasters({ interleave: true, samples: [0] });
  const most = 2 ** bits - 1;
  const rgba = new Uint8ClampedArray(samples.length * 4);
  for (let i = 0; i < samples.length; i++) {
    const share = Number(samples[i]) / most;
    rgba.fill(255 * (inverted ? 1 - share : share), i * 4, i * 4 + 3);
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}

/** geotiff returns samples of RGB pictures at their stored depth, all others with 8 bits. */
async function colour(image: GeoTIFFImage, bits: number) {
  const samples = await image.readRGB({ interleave: true });
  const scale = samples instanceof Uint16Array ? 255 / (2 ** bits - 1) : 1;
  const pixels = samples.length / 3;
  const rgba = new Uint8ClampedArray(pixels * 4);
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < 3; c++) rgba[i * 4 + c] = Number(samples[i * 3 + c]) * scale;
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}
