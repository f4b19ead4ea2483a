import type { Decode } from './pixels.ts';
import type { DecodeRequest, DecoderFailure, DecoderFormat, DecoderMessage } from './protocol.ts';

/** Decoders are loaded with the first picture of their format, since most sessions need none. */
const LOADERS: { readonly [F in DecoderFormat]: () => Promise<Decode> } = {
  heic: async () => (await import('./heic.ts')).loadHeic(),
  tiff: async () => (await import('./tiff.ts')).decodeTiff,
};
const loaded: { [F in DecoderFormat]?: Decode } = {};

function send(message: DecoderMessage): void {
  postMessage(message, { transfer: message.type === 'decoded' ? [message.image] : [] });
}

const fail = (failure: DecoderFailure): void => send({ type: 'failed', failure });

async function answer({ file, format, mostPixels }: DecodeRequest): Promise<void> {
  let decode: Decode;
  try {
    decode = loaded[format] ?? (await LOADERS[format]());
    loaded[format] = decode;
  } catch {
    fail({ code: 'not-loaded' });
    return;
  }
  send({ type: 'loaded' });
  try {
    const decoded = await decode(await file.arrayBuffer(), mostPixels);
    if (!decoded.ok) {
      fail(decoded.failure);
      return;
    }
    const pixels = new ImageData(decoded.rgba, decoded.width, decoded.height);
    send({ type: 'decoded', image: await createImageBitmap(pixels, { colorSpaceConversion: 'none' }) });
  } catch (error) {
    // Emscripten aborts with a RuntimeError; engines report a lack of memory by a RangeError with such a message.
    const text = String(error);
    const ended = error instanceof WebAssembly.RuntimeError || /memory|allocation/i.test(text);
    fail(ended ? { code: 'crashed', detail: text } : { code: 'damaged' });
  }
}

self.addEventListener('message', (event: MessageEvent<DecodeRequest>) => void answer(event.data));
