/**
 * A page for tests alone, never part of the built product: hands out parts of the engine, so that a browser
 * can run them on numbers that a test knows (e2e/golden.spec.ts); and makes clips, which are too large to be kept
 * (e2e/made-clips.ts, e2e/steady.spec.ts).
 */
import { alignSimilarity } from '#core/align.ts';
import { sampleCrop } from '#core/sample.ts';
import type { Keypoints, Logits } from '#core/types.ts';
import { fetchBytes } from '#engine/assets.ts';
import { prepareBackends, startBackend } from '#engine/backend.ts';
import { readCard } from '#engine/card.ts';
import { createClassifier } from '#engine/classifier.ts';
import { createPictureReader } from '#engine/picture.ts';
import { type PixelPaths, probePixels } from '#engine/pixel-probe.ts';
import { decodePhoto } from '#source/stills.ts';
import { type NoisyClip, recordNoisyClip } from './noisy-clip.ts';
import { recordScene, type Tiles } from './scene-clip.ts';
import type { SceneName } from './scenes.ts';

const ATTRIBUTES = new URL('models/face-attributes/', document.baseURI).href;

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

function base64Of(bytes: Uint8Array): string {
  let letters = '';
  for (let at = 0; at < bytes.length; at += 8192)
    letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(letters);
}

const lab = {
  /** Classifies `count` golden crops (RGB bytes in base64) with the page's classifier on `backend`. */
  async logits(backend: 'webgl' | 'wasm', crops: string, count: number): Promise<readonly Logits[]> {
    const card = await readCard(`${ATTRIBUTES}card.json`);
    const [topology, weights] = await Promise.all(
      ['model.json', 'weights.bin'].map((file) =>
        fetchBytes(`${ATTRIBUTES}${file}`, card.files.get(file) ?? null, () => {}),
      ),
    );
    if (!topology || !weights) throw new Error('no model');
    prepareBackends();
    await startBackend(backend);
    const classifier = await createClassifier({ topology, weights }, card, backend, () => {});
    const { scale, offset } = card.crop;
    const input = Float32Array.from(bytesOf(crops), (byte) => byte * scale + offset);
    return (await classifier.classify(input, count)).map(({ age, gender, emotion, smile }) => ({
      age: Array.from(age),
      gender: Array.from(gender),
      emotion: Array.from(emotion),
      smile: Array.from(smile),
    }));
  },

  /** Decodes, aligns and crops a photo (base64) as the product does. Returns grey levels, [side, side, 3]. */
  async crop(photo: string, keypoints: Keypoints, side: number): Promise<readonly number[]> {
    const card = await readCard(`${ATTRIBUTES}card.json`);
    const decoded = await decodePhoto(new Blob([bytesOf(photo)]));
    if (!decoded.ok) throw new Error(decoded.failure.code);
    const picture = await createPictureReader(await probePixels()).read(decoded.image, 'still');
    const out = new Float32Array(side * side * 3);
    const { template, scale, offset } = card.crop;
    sampleCrop(picture, alignSimilarity(keypoints, template, side), side, out, 0, scale, offset);
    return Array.from(out, (value) => (value - offset) / scale);
  },

  /** Runs the pixel probe and returns its result with the time it took in milliseconds. */
  async pixels(): Promise<PixelPaths & { readonly ms: number }> {
    const start = performance.now();
    const paths = await probePixels();
    return { ...paths, ms: performance.now() - start };
  },

  /** A clip of a photo before a noisy camera, the file in base64. */
  async noisyClip(photo: string, clip: NoisyClip): Promise<string> {
    return base64Of(await recordNoisyClip(await createImageBitmap(new Blob([bytesOf(photo)])), clip));
  },

  /** The clip of a scene, the file in base64; `tiles` are the files of e2e/faces/ by name. */
  async sceneClip(scene: SceneName, tiles: Readonly<Record<keyof Tiles, string>>): Promise<string> {
    const decoded = Object.entries(tiles).map(
      async ([name, file]) => [name, await createImageBitmap(new Blob([bytesOf(file)]))] as const,
    );
    return base64Of(await recordScene(scene, Object.fromEntries(await Promise.all(decoded)) as Tiles));
  },
};

declare global {
  interface Window {
    lab: typeof lab;
  }
}

window.lab = lab;
