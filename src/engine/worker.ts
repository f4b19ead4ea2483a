import { unreachable } from '#core/types.ts';
import { boot, type FindingEngine } from './boot.ts';
import { EngineError, toFailure } from './failure.ts';
import { createHandedFiles } from './handed-files.ts';
import { createPictureReader, type PictureReader } from './picture.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import type { EngineOptions, FromEngine, ToEngine } from './protocol.ts';
import { createQueue } from './queue.ts';

/** The engine from the message `finding` on. */
interface Running {
  readonly engine: FindingEngine;
  readonly pipeline: Pipeline;
  readonly pictures: PictureReader;
  options: EngineOptions;
}

type Queued = Exclude<ToEngine, { type: 'file-part' | 'file-end' | 'program' }>;

const handedFiles = createHandedFiles();
let running: Running | null = null;

/** In order, so that a change of options never overtakes a frame. After a failure the engine's state is unknown. */
const enqueue = createQueue(handle, (error) => sendFailed(null, error, 'crashed'));

function send(message: FromEngine): void {
  postMessage(message);
}

function sendFailed(seq: number | null, error: unknown, otherwise: 'frame-failed' | 'crashed'): void {
  send({ type: 'failed', seq, failure: toFailure(error, otherwise) });
}

async function start(message: Extract<ToEngine, { type: 'boot' }>): Promise<void> {
  try {
    const engine = await boot(message, handedFiles, send, () => {
      send({ type: 'failed', seq: null, failure: { code: 'context-lost' } });
    });
    const { detector, secondOpinion } = engine;
    const pipeline = createPipeline(
      { detector, secondOpinion, reader: null, now: () => performance.now() },
      message.options,
    );
    if (message.resume) pipeline.resume(message.resume);
    running = { engine, pipeline, pictures: createPictureReader(engine.pixels), options: message.options };
    send({ type: 'finding' });
    // Not awaited, so that frames are answered while the attribute network still loads.
    void startReading(engine, pipeline);
  } catch (error) {
    sendFailed(null, error, 'crashed');
  }
}

async function startReading(engine: FindingEngine, pipeline: Pipeline): Promise<void> {
  try {
    const { info, notice, classifier, crop } = await engine.startReader();
    handedFiles.clear();
    pipeline.setReader({ classifier, crop });
    send({ type: 'ready', info, notice });
  } catch (error) {
    sendFailed(null, error, 'crashed');
  }
}

async function answer(message: Extract<ToEngine, { type: 'frame' }>): Promise<void> {
  const { seq, at, kind, image } = message;
  try {
    if (!running) throw new EngineError({ code: 'frame-failed', detail: 'the engine has not started' });
    const from = performance.now();
    const picture = await running.pictures.read(image, kind);
    image.close();
    const readMs = performance.now() - from;
    const result =
      kind === 'live'
        ? await running.pipeline.readLive(picture, at, readMs)
        : await running.pipeline.readStill(picture, readMs);
    send({ type: 'result', seq, kind, result });
  } catch (error) {
    sendFailed(seq, error, 'frame-failed');
  } finally {
    // Closing twice is harmless; four frames left open would stop the camera.
    image.close();
  }
}

async function setOptions(options: EngineOptions): Promise<void> {
  if (!running) return;
  if (options.detector !== running.options.detector) {
    try {
      running.pipeline.setDetector(await running.engine.makeDetector(options.detector));
    } catch (error) {
      sendFailed(null, error, 'crashed');
      return;
    }
  }
  running.options = options;
  running.pipeline.setOptions(options);
}

async function handle(message: Queued): Promise<void> {
  switch (message.type) {
    case 'boot':
      return start(message);
    case 'options':
      return setOptions(message.options);
    case 'frame':
      return answer(message);
    case 'resume':
      running?.pipeline.resume(message.resume);
      return;
    case 'forget':
      running?.pipeline.forget();
      return;
    default:
      unreachable(message);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToEngine>) => {
  // These bypass the queue, because `boot` waits in it for them.
  if (data.type === 'file-part' || data.type === 'file-end' || data.type === 'program')
    handedFiles.take(data);
  else enqueue(data);
});
