import { alignSimilarity } from '#core/align.ts';
import { cropEvidence, qualityOf } from '#core/quality.ts';
import { sampleCrop } from '#core/sample.ts';
import type { Picture } from '#core/types.ts';
import { createDetector, loadDetectorProgram } from '#engine/detector.ts';
import type { Detector } from '#engine/parts.ts';
import { createPictureReader } from '#engine/picture.ts';
import { probePixels } from '#engine/pixel-probe.ts';
import type { DetectorKind } from '#engine/protocol.ts';
import { searchStill } from '#engine/still-search.ts';
import { decodePhoto } from '#source/stills.ts';
import { type FaceBox, labelledFace } from '../../../lab/main-face.ts';
import type { Cropper, CropReply, CropRequest, CropShape } from '../crops-wire.ts';

const MODELS = 'models/face-detector';
/** Number of bytes per call of String.fromCharCode, whose arguments must fit on the stack. */
const CHUNK = 0x8000;
/** Number of pictures that are loaded at the same time. */
const AHEAD = 6;

const reader = createPictureReader(await probePixels());
let detectors: { readonly full: Detector; readonly short: Detector } | null = null;

async function boot(): Promise<void> {
  const program = await loadDetectorProgram();
  const load = async (kind: DetectorKind) => {
    const url = new URL(`${MODELS}/${kind}-range.bin`, document.baseURI).href;
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return createDetector(program, url, new Uint8Array(await response.arrayBuffer()));
  };
  detectors = { full: await load('full'), short: await load('short') };
}

async function load(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return decodePhoto(await response.blob());
}

/** Detects and cuts with the page's code for photos: the same search, alignment and sampler. */
async function cutFace(
  picture: Picture,
  box: FaceBox | null,
  { size, margin, template }: CropShape,
): Promise<CropReply> {
  if (!detectors) throw new Error('not booted');
  const { full, short } = detectors;
  const detections = await searchStill(full, picture, () => Promise.resolve(short));
  const face = labelledFace(detections, picture, box);
  if (!face) return { face: null, failure: detections.length > 0 ? 'another face' : 'no face' };
  const inner = size - 2 * margin;
  const similarity = alignSimilarity(face.keypoints, template, inner);
  const crop = new Float32Array(inner * inner * 3);
  sampleCrop(picture, similarity, inner, crop, 0, 1, 0);
  const shape = { values: crop, offset: 0, size: inner, scale: 1, shift: 0 };
  const quality = qualityOf(cropEvidence(face, picture, similarity, shape), inner);
  const wider = { ...similarity, tx: similarity.tx + margin, ty: similarity.ty + margin };
  const values = new Float32Array(size * size * 3);
  sampleCrop(picture, wider, size, values, 0, 1, 0);
  // Rounding and clamping as in the golden crops.
  const pixels = base64(new Uint8Array(Uint8ClampedArray.from(values).buffer));
  const { width, height } = picture;
  const { keypoints, score } = face;
  return {
    face: { picture: { width, height }, keypoints, score, quality, faces: detections.length, pixels },
    failure: null,
  };
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(from, from + CHUNK));
  }
  return btoa(text);
}

async function cut(requests: readonly CropRequest[], shape: CropShape): Promise<readonly CropReply[]> {
  const replies: CropReply[] = [];
  // Pictures are decoded while others are searched.
  const loading = requests.slice(0, AHEAD).map(({ url }) => load(url));
  for (const [i, { box }] of requests.entries()) {
    const loaded = await loading.shift();
    const next = requests[i + AHEAD];
    if (next) loading.push(load(next.url));
    if (!loaded?.ok) {
      replies.push({ face: null, failure: loaded?.failure.code ?? 'not loaded' });
      continue;
    }
    replies.push(await cutFace(await reader.read(loaded.image, 'still'), box, shape));
    loaded.image.close();
  }
  return replies;
}

(window as unknown as { cropper: Cropper }).cropper = { boot, cut };
