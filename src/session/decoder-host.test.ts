import { describe, expect, test } from 'vitest';
import type { DecodeRequest, DecoderMessage } from '#decoders/protocol.ts';
import type { DecodedPhoto } from '#source/stills.ts';
import type { DecoderClient } from './decoder-client.ts';
import { createDecoderHost } from './decoder-host.ts';
import { fakeTimers } from './fakes.test-support.ts';

const A_MINUTE = 120;
const TWENTY_SECONDS = 40;
const image = { width: 3, height: 2 } as ImageBitmap;
const file = (name: string) => new File(['x'], name);

function setUp({ starts = true } = {}) {
  const timers = fakeTimers();
  const workers: { posted: DecodeRequest[]; closed: boolean; say(message: DecoderMessage): void }[] = [];
  const host = createDecoderHost({
    timers,
    start(): DecoderClient {
      if (!starts) throw new TypeError('no module workers');
      let deliver: (message: DecoderMessage) => void = () => {};
      const worker = { posted: [] as DecodeRequest[], closed: false, say: (m: DecoderMessage) => deliver(m) };
      workers.push(worker);
      return {
        post: (request) => void worker.posted.push(request),
        subscribe(listen) {
          deliver = listen;
        },
        close() {
          worker.closed = true;
        },
      };
    },
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 1));
  /** The outcome of a picture, or null while it is pending. */
  const outcome = (decoding: Promise<DecodedPhoto>) => Promise.race([decoding, settle().then(() => null)]);
  return { host, timers, workers, settle, outcome };
}

test('the worker starts with the first picture, and the second picture uses the same', async () => {
  const { host, workers, settle } = setUp();
  expect(workers).toHaveLength(0);
  const first = host.decode(file('a'), 'heic');
  const second = host.decode(file('b'), 'tiff');
  await settle();
  // The second picture waits for the first.
  expect(workers[0]?.posted.map(({ format }) => format)).toEqual(['heic']);
  workers[0]?.say({ type: 'loaded' });
  workers[0]?.say({ type: 'decoded', image });
  expect(await first).toEqual({ ok: true, image });
  await settle();
  workers[0]?.say({ type: 'decoded', image });
  expect(await second).toEqual({ ok: true, image });
  expect(workers).toHaveLength(1);
  expect(workers[0]?.posted.map(({ format }) => format)).toEqual(['heic', 'tiff']);
});

test('the worker is ended when idle, and started again for the next picture', async () => {
  const { host, workers, timers, settle } = setUp();
  const first = host.decode(file('a'), 'heic');
  await settle();
  workers[0]?.say({ type: 'decoded', image });
  await first;
  timers.tick(TWENTY_SECONDS - 1);
  expect(workers[0]?.closed).toBe(false);
  timers.tick(1);
  expect(workers[0]?.closed).toBe(true);
  void host.decode(file('b'), 'heic');
  await settle();
  expect(workers).toHaveLength(2);
});

test('a picture that takes too long fails, its worker is ended, and the next has a new one', async () => {
  const { host, workers, timers, settle, outcome } = setUp();
  const slow = host.decode(file('a'), 'heic');
  const next = host.decode(file('b'), 'heic');
  await settle();
  timers.tick(A_MINUTE - 1);
  // Loading and decoding each have a time limit of their own.
  workers[0]?.say({ type: 'loaded' });
  timers.tick(A_MINUTE - 1);
  expect(await outcome(slow)).toBeNull();
  timers.tick(1);
  expect(await slow).toEqual({ ok: false, failure: { code: 'photo-too-slow' } });
  expect(workers[0]?.closed).toBe(true);
  await settle();
  workers[1]?.say({ type: 'decoded', image });
  expect(await next).toEqual({ ok: true, image });
});

describe('failures', () => {
  test.each([
    [{ code: 'not-loaded' }, { code: 'photo-decoder-missing', kind: 'heic' }, true],
    [{ code: 'crashed', detail: 'why' }, { code: 'photo-failed', detail: 'why' }, true],
    [{ code: 'damaged' }, { code: 'photo-damaged' }, false],
    [{ code: 'unsupported' }, { code: 'photo-unsupported', kind: 'heic' }, false],
    [{ code: 'too-large', pixels: 99.6e6 }, { code: 'photo-too-large', megapixels: 100 }, false],
  ] as const)('%j', async (failure, expected, ends) => {
    const { host, workers, settle } = setUp();
    const decoding = host.decode(file('a'), 'heic');
    await settle();
    workers[0]?.say({ type: 'failed', failure });
    expect(await decoding).toEqual({ ok: false, failure: expected });
    expect(workers[0]?.closed).toBe(ends);
  });

  test('a browser that starts no module worker', async () => {
    const { host } = setUp({ starts: false });
    const missing = { ok: false, failure: { code: 'photo-decoder-missing', kind: 'tiff' } };
    expect(await host.decode(file('a'), 'tiff')).toEqual(missing);
    expect(await host.decode(file('b'), 'tiff')).toEqual(missing);
  });

  test('closed while a picture is decoded', async () => {
    const { host, workers, settle } = setUp();
    const decoding = host.decode(file('a'), 'heic');
    await settle();
    host.close();
    expect(await decoding).toMatchObject({ ok: false });
    expect(workers[0]?.closed).toBe(true);
  });
});
