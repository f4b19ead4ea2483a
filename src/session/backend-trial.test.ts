import { expect, test } from 'vitest';
import { isFaster, tryWebGl } from './backend-trial.ts';
import { fakeEngine, INFO } from './fakes.test-support.ts';

test.each([
  ['webgl', 5, true],
  ['webgl', 8, false],
  // A trial that fell back to WASM did not measure WebGL.
  ['wasm', 1, false],
] as const)(
  'a trial on %s with %d ms per face is faster than WASM with 9 ms: %s',
  (backend, faceMs, wins) => {
    expect(isFaster({ ...INFO, backend, faceMs }, INFO)).toBe(wins);
  },
);

const options = {
  maxFaces: 8,
  detector: 'full',
  smoothing: true,
  exhaustive: false,
  area: null,
  cover: false,
} as const;
const assets = { detectors: 'd/', attributes: 'a/' };

test('a trial requests WebGL and resolves with the info of the engine', async () => {
  const engine = fakeEngine();
  const trial = tryWebGl(() => engine, assets, options);
  expect(engine.sent).toMatchObject([{ type: 'boot', backend: 'webgl', resume: null }]);
  engine.say({ type: 'booting', stage: 'model', loaded: 1, total: 2 });
  const info = { ...INFO, backend: 'webgl', faceMs: 3 } as const;
  engine.say({ type: 'ready', info, notice: null });
  expect(await trial.outcome).toEqual(info);
});

test('a trial that fell back or failed resolves with null', async () => {
  const fellBack = fakeEngine();
  const first = tryWebGl(() => fellBack, assets, options);
  fellBack.say({ type: 'ready', info: INFO, notice: { code: 'golden-off', backend: 'webgl', error: 3 } });
  expect(await first.outcome).toBeNull();
  const failed = fakeEngine();
  const second = tryWebGl(() => failed, assets, options);
  failed.say({ type: 'failed', seq: null, failure: { code: 'crashed', detail: '' } });
  expect(await second.outcome).toBeNull();
});
