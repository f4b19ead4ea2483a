import { type FileSeal, fetchBytes, type OnBytes, type TakeHanded } from './assets.ts';
import {
  hasSimd,
  onBackendContextLost,
  prepareBackends,
  probeWebGl,
  startBackend,
  stopBackend,
} from './backend.ts';
import { type ModelCard, readCard, readManifest } from './card.ts';
import { createClassifier, type ModelFiles } from './classifier.ts';
import { createDetector, loadDetectorProgram } from './detector.ts';
import { EngineError } from './failure.ts';
import { type GoldenFaces, readGolden } from './golden.ts';
import type { HandedFiles } from './handed-files.ts';
import { onDemand } from './on-demand.ts';
import type { Detector, FaceReader } from './parts.ts';
import { type PixelPaths, probePixels } from './pixel-probe.ts';
import type {
  Backend,
  BackendNotice,
  BootStage,
  DetectorChoice,
  DetectorKind,
  EngineInfo,
  FromEngine,
  ToEngine,
} from './protocol.ts';
import { GOLDEN_TOLERANCE, selfTest } from './self-test.ts';

type BootRequest = Extract<ToEngine, { type: 'boot' }>;
type Report = (message: Extract<FromEngine, { type: 'booting' }>) => void;

/** After this time a photo is read without the second detector (a download of 200 kB). */
const SECOND_OPINION_MS = 8_000;

/** An engine whose detector runs while the attribute network may still be loading. */
export interface FindingEngine {
  readonly pixels: PixelPaths;
  readonly detector: Detector;
  /** Resolves with a network that passed the self-test. Rejects with EngineError if no backend can run it. */
  startReader(): Promise<BootedReader>;
  /** The short-range detector, fetched on the first call. Rejects if it cannot be loaded in time. */
  secondOpinion(): Promise<Detector>;
  /** Loads another detector at run time, after the user changed the option. Rejects with EngineError. */
  makeDetector(kind: DetectorKind): Promise<Detector>;
  /**
   * Loads MediaPipe's detector and checks it against our own on the golden faces. Rejects with EngineError if a file
   * is missing, and with any error if it does not run here.
   *
   * @param starting the download is part of the start and its progress is reported.
   */
  makeMediaPipe(starting: boolean): Promise<Detector>;
}

/** An attribute network that has passed the self-test, with what to report about it. */
export interface BootedReader extends FaceReader {
  readonly info: Omit<EngineInfo, 'detector'>;
  readonly notice: BackendNotice | null;
}

/**
 * Loads and starts the detector, and begins to download the attribute network.
 * Throws EngineError for every known cause: a missing or broken file, or a browser without the features needed.
 */
export async function boot(
  request: BootRequest,
  handedFiles: HandedFiles,
  report: Report,
  onContextLost: () => void,
): Promise<FindingEngine> {
  const start = performance.now();
  prepareBackends();
  if (!(await hasSimd())) throw new EngineError({ code: 'no-simd' });

  handedFiles.expect(request.handed);
  const handed: TakeHanded = handedFiles.file;
  const progress = countProgress(report);
  const manifest = readManifest(request.assets.detectors, handed);
  const fetchDetector = async (
    kind: DetectorKind,
    { expect, onBytes }: Pick<Progress, 'expect' | 'onBytes'>,
  ) => {
    const name = `${kind}-range.bin`;
    const seal = (await manifest).get(name);
    if (!seal) throw new EngineError({ code: 'card-invalid', detail: `no file ${name}` });
    expect(seal.bytes);
    const url = sealedUrl(request.assets.detectors, name, seal);
    return { url, bytes: await fetchBytes(url, seal, onBytes, handed) };
  };
  const detectorParts = Promise.all([
    probePixels(),
    loadDetectorProgram(handedFiles.program()),
    fetchDetector(ownDetector(request.options.detector), progress),
  ]);
  // A page that sends the files also decides their order. Otherwise the detector's files are downloaded first.
  const attributesMayCome = request.handed.files.includes(request.assets.attributes)
    ? Promise.resolve()
    : detectorParts;
  const attributes = attributesMayCome.then(() =>
    loadAttributes(request.assets.attributes, progress, handed),
  );
  // startReader() reports the failure; this only prevents an unhandled rejection before that.
  attributes.catch(() => {});

  const [pixels, program, model] = await failingWith(attributes, detectorParts);
  progress.stage('detector');
  const detector = await createDetector(program, model.url, model.bytes);

  const makeDetector = async (kind: DetectorKind) => {
    const { url, bytes } = await fetchDetector(kind, SILENT);
    return createDetector(program, url, bytes);
  };

  async function makeMediaPipe(starting: boolean): Promise<Detector> {
    const [{ startMediaPipe }, expected, { card, golden }] = await Promise.all([
      importMediaPipe(),
      makeDetector('full'),
      attributes,
    ]);
    let reporting = starting;
    const onBytes: OnBytes = (count) => {
      if (reporting) progress.onBytes(count);
    };
    try {
      const check = { expected, golden, size: card.input.size };
      return await startMediaPipe(onBytes, probeWebGl(), check, onContextLost);
    } finally {
      // After a failure other downloads may go on, which must not look like another start.
      reporting = false;
    }
  }

  async function startReader(): Promise<BootedReader> {
    progress.stage('backend');
    const webGl = probeWebGl();
    const requested: Backend = request.backend === 'auto' ? 'wasm' : request.backend;
    // The WASM backend can start while the weights are still downloading.
    if (requested === 'wasm') await startBackend('wasm');
    const loaded = await attributes;
    const { backend, classifier, test, notice } = await startProven(requested, loaded, progress.stage);
    if (backend === 'webgl') onBackendContextLost(onContextLost);
    const info = {
      backend,
      renderer: webGl.renderer,
      model: `${loaded.card.name} ${loaded.card.version}`,
      bootMs: performance.now() - start,
      faceMs: test.faceMs,
      goldenError: test.error,
    };
    return { info, notice, classifier, crop: loaded.card.crop };
  }

  return {
    pixels,
    detector,
    startReader,
    makeDetector,
    makeMediaPipe,
    secondOpinion: onDemand(() => makeDetector('short'), SECOND_OPINION_MS),
  };
}

/** The own detector that runs until MediaPipe's does, or in its place. */
export function ownDetector(choice: DetectorChoice): DetectorKind {
  return choice === 'mediapipe' ? 'full' : choice;
}

async function importMediaPipe() {
  try {
    return await import('./mediapipe.ts');
  } catch {
    throw new EngineError({ code: 'asset-missing', url: 'mediapipe', status: 0 });
  }
}

/** Resolves like `wanted`, but rejects as soon as either promise does: a missing file is reported at once. */
function failingWith<T>(other: Promise<unknown>, wanted: Promise<T>): Promise<T> {
  return Promise.race([wanted, other.then(() => wanted)]);
}

interface Attributes {
  readonly card: ModelCard;
  readonly files: ModelFiles;
  readonly golden: GoldenFaces;
}

async function loadAttributes(cardUrl: string, progress: Progress, handed: TakeHanded): Promise<Attributes> {
  const card = await readCard(cardUrl, handed);
  const load = (path: string) => {
    const seal = card.files.get(path);
    if (!seal) throw new EngineError({ code: 'card-invalid', detail: `no file ${path}` });
    progress.expect(seal.bytes);
    return fetchBytes(sealedUrl(cardUrl, path, seal), seal, progress.onBytes, handed);
  };
  const [topology, weights, golden] = await Promise.all([
    load('model.json'),
    load('weights.bin'),
    load(card.golden.file),
  ]);
  return { card, files: { topology, weights }, golden: readGolden(golden, card.golden) };
}

/** The hash in the address lets a browser cache the file for ever without ever mixing two versions. */
function sealedUrl(base: string, path: string, seal: FileSeal): string {
  return new URL(`${path}?v=${seal.sha256.slice(0, 12)}`, base).href;
}

/**
 * Starts the requested backend if it passes the self-test, else WASM with the reason as a notice. Every step is
 * reported: software WebGL takes a minute, and the page gives up on an engine that is silent for 45 seconds.
 */
async function startProven(
  requested: Backend,
  { card, files, golden }: Attributes,
  stage: (stage: BootStage) => void,
) {
  const prove = async (backend: Backend) => {
    await startBackend(backend);
    stage('model');
    const classifier = await createClassifier(files, card, backend, () => stage('model'));
    return {
      backend,
      classifier,
      // WASM is as fast on its first run. A GPU needs several, and its trial runs in the background.
      test: await selfTest(
        classifier,
        golden,
        card.crop,
        () => performance.now(),
        backend === 'webgl' ? 3 : 1,
        () => stage('self-test'),
      ),
    };
  };
  let notice: BackendNotice | null = null;
  if (requested === 'webgl') {
    try {
      const proven = await prove('webgl');
      if (proven.test.error <= GOLDEN_TOLERANCE) return { ...proven, notice };
      notice = { code: 'golden-off', backend: 'webgl', error: proven.test.error };
      proven.classifier.close();
    } catch (error) {
      if (error instanceof EngineError) throw error;
      notice = { code: 'backend-failed', backend: 'webgl' };
    }
    stopBackend('webgl');
  }
  const proven = await prove('wasm');
  if (proven.test.error > GOLDEN_TOLERANCE) {
    throw new EngineError({ code: 'golden-off', error: proven.test.error });
  }
  return { ...proven, notice };
}

interface Progress {
  readonly onBytes: OnBytes;
  expect(bytes: number): void;
  stage(stage: BootStage): void;
}

/** For files that are fetched while the engine runs, and whose progress is not shown. */
const SILENT: Pick<Progress, 'expect' | 'onBytes'> = { expect: () => {}, onBytes: () => {} };

function countProgress(report: Report): Progress {
  let loaded = 0;
  let total = 0;
  let stage: BootStage = 'detector';
  const send = () => report({ type: 'booting', stage, loaded, total: Math.max(loaded, total) });
  return {
    onBytes(count) {
      loaded += count;
      send();
    },
    expect(bytes) {
      total += bytes;
    },
    stage(next) {
      stage = next;
      send();
    },
  };
}
