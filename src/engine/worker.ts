import { unreachable } from '#core/types.ts';
import { type BootedEngine, boot } from './boot.ts';
import { EngineError, toFailure } from './failure.ts';
import { createPictureReader, type PictureReader } from './picture.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import type { EngineOptions, FromEngine, ToEngine } from './protocol.ts';

/** The engine while it runs; null until `boot` has been answered with `ready`. */
interface Running {
  readonly engine: BootedEngine;
  readonly pipeline: Pipeline;
  readonly pictures: PictureReader;
  options: EngineOptions;
}

let running: Running | null = null;
/** Messages are handled one after the other, in their order: a change of options never overtakes a frame. */
let queue: Promise<void> = Promise.resolve();

function send(message: FromEngine): void {
  postMessage(message);
}

async function start(message: Extract<ToEngine, { type: 'boot' }>): Promise<void> {
  try {
    const engine = await boot(message, send, () => {
      send({ type: 'failed', seq: null, failure: { code: 'context-lost' } });
    });
    const { detector, secondOpinion, classifier, card } = engine;
    const pipeline = createPipeline(
      { detector, secondOpinion, classifier, crop: card.crop, now: () => performance.now() },
      message.options,
    );
    if (message.resume) pipeline.resume(message.resume);
    running = { engine, pipeline, pictures: createPictureReader(engine.pixels), options: message.options };
    send({ type: 'ready', info: engine.info, notice: engine.notice });
  } catch (error) {
    send({ type: 'failed', seq: null, failure: toFailure(error, 'crashed') });
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
    send({ type: 'failed', seq, failure: toFailure(error, 'frame-failed') });
  } finally {
    // Closing twice does no harm; a frame left open stops the camera after four of them.
    image.close();
  }
}

async function setOptions(options: EngineOptions): Promise<void> {
  if (!running) return;
  if (options.detector !== running.options.detector) {
    try {
      running.pipeline.setDetector(await running.engine.makeDetector(options.detector));
    } catch (error) {
      send({ type: 'failed', seq: null, failure: toFailure(error, 'crashed') });
      return;
    }
  }
  running.options = options;
  running.pipeline.setOptions(options);
}

async function handle(message: ToEngine): Promise<void> {
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

self.addEventListener('message', (event: MessageEvent<ToEngine>) => {
  queue = queue.then(() => handle(event.data));
});
