import { unreachable } from '#core/types.ts';
import { boot, type FindingEngine, ownDetector } from './boot.ts';
import { EngineError, toFailure } from './failure.ts';
import { createHandedFiles } from './handed-files.ts';
import { CancelledError, createPace } from './pace.ts';
import { createPictureReader, type PictureReader } from './picture.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import type { DetectorChoice, DetectorNotice, EngineOptions, FromEngine, ToEngine } from './protocol.ts';
import { createQueue } from './queue.ts';

/** The engine from the message `finding` on. */
interface Running {
  readonly engine: FindingEngine;
  readonly pipeline: Pipeline;
  readonly pictures: PictureReader;
  options: EngineOptions;
  detector: DetectorChoice;
}

type Queued = Exclude<ToEngine, { type: 'file-part' | 'file-end' | 'program' | 'cancel' }>;

const handedFiles = createHandedFiles();
let running: Running | null = null;
/** The last still that was cancelled, by its seq. */
let cancelled = 0;

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
    running = {
      engine,
      pipeline,
      pictures: createPictureReader(engine.pixels),
      options: message.options,
      detector: ownDetector(message.options.detector),
    };
    send({ type: 'finding' });
    // Not awaited, so that frames are answered while the attribute network still loads.
    void startReading(running);
  } catch (error) {
    sendFailed(null, error, 'crashed');
  }
}

async function startReading(started: Running): Promise<void> {
  try {
    const { info, notice, classifier, crop } = await started.engine.startReader();
    handedFiles.clear();
    // Awaited, so that stills and stepped clips, which come after `ready`, are searched with the wanted detector.
    if (started.options.detector === 'mediapipe') await takeMediaPipe(started, true);
    started.pipeline.setReader({ classifier, crop });
    send({ type: 'ready', info: { ...info, detector: started.detector }, notice });
  } catch (error) {
    sendFailed(null, error, 'crashed');
  }
}

/** Puts MediaPipe's detector in the place of our own, which goes on if that one cannot be loaded. Never rejects. */
async function takeMediaPipe(started: Running, starting: boolean): Promise<void> {
  let notice: DetectorNotice | null = null;
  try {
    const made = await started.engine.makeMediaPipe(starting);
    // Another choice may have been made meanwhile, or the same one twice.
    if (started.options.detector !== 'mediapipe' || started.detector === 'mediapipe') {
      made.close();
      return;
    }
    // A frame in progress may go on with our own detector, because closing that frees nothing.
    started.pipeline.setDetector(made);
    started.detector = 'mediapipe';
  } catch (error) {
    const { code } = toFailure(error, 'crashed');
    const isMissing = code === 'asset-missing' || code === 'asset-broken';
    notice = { code: isMissing ? 'detector-missing' : 'detector-failed' };
  }
  send({ type: 'detector', detector: started.detector, notice });
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
        : await running.pipeline.readStill(picture, readMs, paceOf(seq));
    send({ type: 'result', seq, kind, result });
  } catch (error) {
    if (error instanceof CancelledError) send({ type: 'cancelled', seq });
    else sendFailed(seq, error, 'frame-failed');
  } finally {
    // Closing twice is harmless; four frames left open would stop the camera.
    image.close();
  }
}

const paceOf = (seq: number) =>
  createPace({
    isWanted: () => seq > cancelled,
    report: (share) => send({ type: 'searching', seq, share }),
  });

async function setOptions(options: EngineOptions): Promise<void> {
  if (!running) return;
  const { detector } = options;
  const isNew = detector !== running.options.detector;
  if (isNew && detector !== 'mediapipe') {
    try {
      running.pipeline.setDetector(await running.engine.makeDetector(detector));
      running.detector = detector;
      send({ type: 'detector', detector, notice: null });
    } catch (error) {
      sendFailed(null, error, 'crashed');
      return;
    }
  }
  running.options = options;
  running.pipeline.setOptions(options);
  // Not awaited: frames go on with our own detector while 11 MB are loaded.
  if (isNew && detector === 'mediapipe') void takeMediaPipe(running, false);
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
  // These bypass the queue, because `boot` and the still in progress wait in it for them.
  if (data.type === 'file-part' || data.type === 'file-end' || data.type === 'program')
    handedFiles.take(data);
  else if (data.type === 'cancel') cancelled = data.seq;
  else enqueue(data);
});
