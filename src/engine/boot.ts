import { type FileSeal, fetchBytes, type OnBytes } from './assets.ts';
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
import { onDemand } from './on-demand.ts';
import type { Classifier, Detector } from './pipeline.ts';
import { type PixelPaths, probePixels } from './pixel-probe.ts';
import type {
  Backend,
  BackendNotice,
  BootStage,
  DetectorKind,
  EngineInfo,
  FromEngine,
  ToEngine,
} from './protocol.ts';
import { GOLDEN_TOLERANCE, selfTest } from './self-test.ts';

type BootRequest = Extract<ToEngine, { type: 'boot' }>;
type Report = (message: Extract<FromEngine, { type: 'booting' }>) => void;

/** A photo is read without a second opinion rather than wait longer for its 200 kB. */
const SECOND_OPINION_MS = 8_000;

/** Everything a running engine is made of. */
export interface BootedEngine {
  readonly info: EngineInfo;
  readonly notice: BackendNotice | null;
  readonly card: ModelCard;
  readonly pixels: PixelPaths;
  readonly detector: Detector;
  readonly classifier: Classifier;
  /** The short-range detector, fetched when it is first asked for. Rejects if it cannot be had. */
  secondOpinion(): Promise<Detector>;
  /** Another detector of the same program: for a change of the option at run time. */
  makeDetector(kind: DetectorKind): Promise<Detector>;
}

/** Loads, starts, and proves the engine. Throws EngineError for everything that can be named. */
export async function boot(
  request: BootRequest,
  report: Report,
  onContextLost: () => void,
): Promise<BootedEngine> {
  const start = performance.now();
  prepareBackends();
  const webGl = probeWebGl();
  if (!(await hasSimd())) throw new EngineError({ code: 'no-simd' });

  const progress = countProgress(report);
  const manifest = readManifest(request.assets.detectors);
  const fetchDetector = async (
    kind: DetectorKind,
    { expect, onBytes }: Pick<Progress, 'expect' | 'onBytes'>,
  ) => {
    const name = `${kind}-range.bin`;
    const seal = (await manifest).get(name);
    if (!seal) throw new EngineError({ code: 'card-invalid', detail: `no file ${name}` });
    expect(seal.bytes);
    const url = sealedUrl(request.assets.detectors, name, seal);
    return { url, bytes: await fetchBytes(url, seal, onBytes) };
  };
  const [pixels, program, model, attributes] = await Promise.all([
    probePixels(),
    loadDetectorProgram(),
    fetchDetector(request.options.detector, progress),
    loadAttributes(request.assets.attributes, progress),
  ]);

  progress.stage('detector');
  const detector = await createDetector(program, model.url, model.bytes);

  const makeDetector = async (kind: DetectorKind) => {
    const { url, bytes } = await fetchDetector(kind, SILENT);
    return createDetector(program, url, bytes);
  };

  progress.stage('backend');
  const asked: Backend = request.backend === 'auto' ? 'wasm' : request.backend;
  const { backend, classifier, test, notice } = await startProven(asked, attributes, progress.stage);
  if (backend === 'webgl') onBackendContextLost(onContextLost);
  return {
    info: {
      backend,
      renderer: webGl.renderer,
      model: `${attributes.card.name} ${attributes.card.version}`,
      bootMs: performance.now() - start,
      faceMs: test.faceMs,
      goldenError: test.error,
    },
    notice,
    card: attributes.card,
    pixels,
    detector,
    classifier,
    makeDetector,
    secondOpinion: onDemand(() => makeDetector('short'), SECOND_OPINION_MS),
  };
}

interface Attributes {
  readonly card: ModelCard;
  readonly files: ModelFiles;
  readonly golden: GoldenFaces;
}

async function loadAttributes(cardUrl: string, progress: Progress): Promise<Attributes> {
  const card = await readCard(cardUrl);
  const load = (path: string) => {
    const seal = card.files.get(path);
    if (!seal) throw new EngineError({ code: 'card-invalid', detail: `no file ${path}` });
    progress.expect(seal.bytes);
    return fetchBytes(sealedUrl(cardUrl, path, seal), seal, progress.onBytes);
  };
  const [topology, weights, golden] = await Promise.all([
    load('model.json'),
    load('weights.bin'),
    load(card.golden.file),
  ]);
  return { card, files: { topology, weights }, golden: readGolden(golden, card.golden) };
}

/** The hash in the address lets a browser keep the file for ever and still never mix two versions. */
function sealedUrl(beside: string, path: string, seal: FileSeal): string {
  return new URL(`${path}?v=${seal.sha256.slice(0, 12)}`, beside).href;
}

/**
 * The backend asked for if it starts and its numbers are right, else WASM with the reason. Every step is told: WebGL
 * drawn by a busy processor takes a minute, and the page gives up on an engine that is silent for most of one.
 */
async function startProven(
  asked: Backend,
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
      // WASM runs as fast the first time; a GPU settles, and a trial there keeps nobody waiting.
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
  if (asked === 'webgl') {
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

/** For what is fetched while the engine runs. */
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
