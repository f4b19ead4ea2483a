import type { EngineFailure, EngineInfo, FromEngine } from '#engine/protocol.ts';
import { startEngineWorker } from '#session/engine-client.ts';
import { decodePhoto } from '#source/stills.ts';
import type { Lab, PictureReply, PictureRequest } from '../lab-wire.ts';
import { distort } from './distort.ts';

const address = (path: string) => new URL(path, document.baseURI).href;
const NOTHING = { size: { width: 0, height: 0 }, faces: [], cost: null } as const;
/** Failures after which the worker cannot continue. */
const FATAL: readonly EngineFailure['code'][] = ['context-lost', 'out-of-memory', 'crashed'];

const client = startEngineWorker();
let onMessage: (message: FromEngine) => void = () => {};
client.subscribe((message) => onMessage(message));
let seq = 0;

function boot(): Promise<EngineInfo> {
  return new Promise((resolve, reject) => {
    onMessage = (message) => {
      if (message.type === 'ready') resolve(message.info);
      if (message.type === 'failed') reject(new Error(JSON.stringify(message.failure)));
    };
    client.post({
      type: 'boot',
      assets: {
        detectors: address('models/face-detector/manifest.json'),
        attributes: address('models/face-attributes/card.json'),
      },
      backend: 'wasm',
      options: {
        maxFaces: 32,
        detector: 'full',
        smoothing: false,
        exhaustive: true,
        area: null,
        cover: false,
      },
      resume: null,
      handed: client.handed,
    });
  });
}

async function load(request: PictureRequest) {
  const response = await fetch(request.url);
  if (!response.ok) throw new Error(`${request.url}: ${response.status}`);
  const decoded = await decodePhoto(await response.blob());
  return decoded.ok ? ({ ok: true, image: distort(decoded.image, request) } as const) : decoded;
}

/** Sends one still to the worker with the message that the page sends for a photo. */
function readStill(image: ImageBitmap): Promise<PictureReply> {
  seq += 1;
  return new Promise((resolve, reject) => {
    onMessage = (message) => {
      if (message.type === 'result' && message.seq === seq) {
        const { size, faces, cost } = message.result;
        resolve({ size, faces, cost, failure: null });
      }
      if (message.type !== 'failed') return;
      const { code } = message.failure;
      if (message.seq === null || FATAL.includes(code)) reject(new Error(JSON.stringify(message.failure)));
      else resolve({ ...NOTHING, failure: code });
    };
    client.post({ type: 'frame', seq, at: 0, kind: 'still', image });
  });
}

async function read(requests: readonly PictureRequest[]): Promise<readonly PictureReply[]> {
  const replies: PictureReply[] = [];
  let loading = requests[0] && load(requests[0]);
  for (let i = 0; loading; i++) {
    const loaded = await loading;
    const next = requests[i + 1];
    // The next picture is decoded while the worker reads this one.
    loading = next && load(next);
    replies.push(loaded.ok ? await readStill(loaded.image) : { ...NOTHING, failure: loaded.failure.code });
  }
  return replies;
}

(window as unknown as { lab: Lab }).lab = { boot, read };
