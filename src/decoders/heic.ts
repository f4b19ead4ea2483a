import createLibheif, {
  type heif_error,
  type heif_image,
  type MainModule,
} from 'libheif-js/libheif-wasm/libheif.js';
import wasmUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { type Decode, type Decoded, failed } from './pixels.ts';

/** Result of heif_js_decode_image2 on success, which libheif's own types do not describe. */
interface DecodedImage {
  readonly image: heif_image;
  readonly channels: readonly {
    readonly id: unknown;
    readonly width: number;
    readonly height: number;
    readonly stride: number;
    readonly data: Uint8Array;
  }[];
}

/** Fetches and starts libheif. Rejects if it cannot be fetched or the browser cannot run it. */
export async function loadHeic(): Promise<Decode> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`libheif.wasm: status ${response.status}`);
  const quiet = () => {};
  const libheif = createLibheif({ wasmBinary: await response.arrayBuffer(), print: quiet, printErr: quiet });
  return async (file, mostPixels) => decode(libheif, file, mostPixels);
}

/** Decodes the file's primary picture. libheif applies `irot`, `imir` and `clap` and correctly ignores EXIF. */
function decode(libheif: MainModule, file: ArrayBuffer, mostPixels: number): Decoded {
  const { heif_error_code: codes } = libheif;
  const context = libheif.heif_context_alloc();
  try {
    const read: heif_error = libheif.heif_context_read_from_memory(context, new Uint8Array(file));
    if (read.code !== codes.heif_error_Ok) return failed(failureOf(libheif, read));
    const handle = libheif.heif_js_context_get_primary_image_handle(context);
    if (isError(handle)) return failed(failureOf(libheif, handle));
    try {
      const width = libheif.heif_image_handle_get_width(handle);
      const height = libheif.heif_image_handle_get_height(handle);
      if (width * height > mostPixels) return failed({ code: 'too-large', pixels: width * height });
      const decoded = libheif.heif_js_decode_image2(
        handle,
        libheif.heif_colorspace.heif_colorspace_RGB,
        libheif.heif_chroma.heif_chroma_interleaved_RGBA,
      );
      return isError(decoded)
        ? failed(failureOf(libheif, decoded))
        : copied(libheif, decoded as DecodedImage);
    } finally {
      libheif.heif_image_handle_release(handle);
    }
  } finally {
    libheif.heif_context_free(context);
  }
}

/** Whether a result of libheif is an error; only errors have a code. */
function isError(answer: unknown): answer is heif_error {
  return !answer || (answer as Partial<heif_error>).code !== undefined;
}

function failureOf(libheif: MainModule, error: heif_error | null) {
  const { heif_error_code: codes } = libheif;
  const unknown = [codes.heif_error_Unsupported_feature, codes.heif_error_Unsupported_filetype];
  return unknown.some((code) => code === error?.code)
    ? ({ code: 'unsupported' } as const)
    : ({ code: 'damaged' } as const);
}

/** Copies the pixels out of WASM memory without the padding between rows, and releases the picture. */
function copied(libheif: MainModule, { image, channels }: DecodedImage): Decoded {
  try {
    const channel = channels.find(({ id }) => id === libheif.heif_channel.heif_channel_interleaved);
    if (!channel) return failed({ code: 'unsupported' });
    const { width, height, stride, data } = channel;
    const rgba = new Uint8ClampedArray(width * height * 4);
    for (let row = 0; row < height; row++) {
      rgba.set(data.subarray(row * stride, row * stride + width * 4), row * width * 4);
    }
    return { ok: true, width, height, rgba };
  } finally {
    libheif.heif_image_release(image);
  }
}
