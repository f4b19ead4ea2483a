import { afterEach, expect, test, vi } from 'vitest';
import { startEarlyEngine } from './early-engine.ts';
import { fakeEngine } from './fakes.test-support.ts';

const FILES = { program: 'p', finding: ['manifest', 'detector'], reading: ['card', 'weights'] };

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Stubs fetch: each request waits until the test answers it. */
function setUp() {
  const requests = new Map<string, (response: Response) => void>();
  vi.spyOn(WebAssembly, 'compileStreaming').mockImplementation(async (response) => {
    if (!(await response).ok) throw new TypeError('not a program');
    return {} as WebAssembly.Module;
  });
  vi.stubGlobal('fetch', (url: string) => new Promise((resolve) => requests.set(url, resolve)));
  const engine = fakeEngine();
  const client = startEarlyEngine((handed) => ({ ...engine, handed }), FILES);
  const answer = async (url: string, response: Response) => {
    requests.get(url)?.(response);
    await new Promise((resolve) => setTimeout(resolve));
  };
  const sentOf = (url: string) =>
    engine.sent.filter((message) => 'url' in message && message.url === url).map(({ type }) => type);
  return { requests, engine, client, answer, sentOf };
}

test('the attribute network is requested once the detector has arrived', async () => {
  const { requests, answer, client } = setUp();
  expect(client.handed).toEqual({ files: ['manifest', 'detector', 'card', 'weights'], program: true });
  expect([...requests.keys()]).toEqual(['p', 'manifest', 'detector']);
  await answer('p', new Response('program'));
  await answer('manifest', new Response('{}'));
  expect(requests.has('weights')).toBe(false);
  await answer('detector', new Response('bytes'));
  expect([...requests.keys()]).toEqual(['p', 'manifest', 'detector', 'card', 'weights']);
});

test('a file is sent in parts and then ended', async () => {
  const { answer, engine } = setUp();
  await answer('detector', new Response('bytes'));
  expect(engine.sent).toEqual([
    { type: 'file-part', url: 'detector', bytes: new TextEncoder().encode('bytes') },
    { type: 'file-end', url: 'detector', whole: true },
  ]);
});

test('a file that is missing, broken off or a web page is left to the worker, and the others are sent', async () => {
  const { answer, requests, engine, sentOf } = setUp();
  const broken = new ReadableStream({ start: (stream) => stream.error(new TypeError('cut off')) });
  await answer('p', new Response('', { status: 404 }));
  await answer('manifest', new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }));
  await answer('detector', new Response(broken));
  await answer('card', new Response('', { status: 503 }));
  expect(engine.sent).toContainEqual({ type: 'program', program: null });
  for (const url of ['manifest', 'detector', 'card']) {
    expect(engine.sent).toContainEqual({ type: 'file-end', url, whole: false });
    expect(sentOf(url)).toEqual(['file-end']);
  }
  expect(requests.has('weights')).toBe(true);
});
