import { expect, test } from 'vitest';
import type { VideoPicture } from '#output/film/video-file.ts';
import type { Rendering } from '#store/state.ts';
import type { Answer } from './engine-host.ts';
import { face, resultOf } from './fakes.test-support.ts';
import type { Reel } from './reel.ts';
import { type RenderVideoParts, renderVideo } from './render-video.ts';

const SIZE = { width: 1280, height: 960 };
const FILE = new Blob(['video'], { type: 'video/mp4' });

async function* frames(seconds: readonly number[]): AsyncGenerator<VideoPicture, void> {
  for (const at of seconds) yield { seconds: at, duration: 0.04, image: {} as HTMLCanvasElement };
}

function setUp(over: Partial<RenderVideoParts> = {}) {
  const calls: string[] = [];
  const reports: Rendering[] = [];
  let now = 0;
  const reel = {
    async add(picture: { result: { faces: readonly { id: number }[] } }, seconds: number) {
      calls.push(`add ${seconds}: ${picture.result.faces.map(({ id }) => id)}`);
    },
    finish: async () => FILE,
    cancel: async () => void calls.push('cancel'),
  } as unknown as Reel;
  const parts: RenderVideoParts = {
    name: 'a.mp4',
    video: { frames: () => frames([0, 0.04, 0.08]), duration: 0.12, size: SIZE, drawn: SIZE },
    reel,
    read: async ({ at }) => ({ ok: true, result: resultOf(at, face(7)) }),
    copy: async () => ({}) as ImageBitmap,
    wanted: () => true,
    now: () => {
      now += 300;
      return now;
    },
    wait: async () => {},
    report: (next) => void reports.push(next),
    ...over,
  };
  return { calls, reports, run: () => renderVideo(parts) };
}

test('every frame is read, drawn and noted, with faces counted from 1 and in the video’s pixels', async () => {
  const { run, calls, reports } = setUp();
  const rendered = await run();
  if (rendered === null || 'state' in rendered) throw new Error('not rendered');
  expect(rendered).toMatchObject({ frames: 3, video: FILE });
  expect(calls).toEqual(['add 0: 1', 'add 0.04: 1', 'add 0.08: 1']);
  const lines = (await rendered.table.text()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(4);
  // The engine's picture was 640 pixels wide.
  expect(lines[2]).toMatch(/^a\.mp4,0\.04,1,1,1400,100,100,100,/);
  expect(reports.at(-1)).toMatchObject({ state: 'running', share: 1 });
});

test('a frame is read again while the engine starts again', async () => {
  let refused = 5;
  const read = async ({ at }: { at: number }): Promise<Answer> =>
    refused-- > 0 ? { ok: false, failure: null } : { ok: true, result: resultOf(at) };
  expect(await setUp({ read }).run()).toMatchObject({ frames: 3 });
});

test('a frame that fails three times ends it, and nothing is kept', async () => {
  const read = async (): Promise<Answer> => ({ ok: false, failure: { code: 'frame-failed', detail: '' } });
  const { run, calls } = setUp({ read });
  expect(await run()).toEqual({ state: 'failed', why: 'engine', seconds: 0 });
  expect(calls).toEqual(['cancel']);
});

test('what is not wanted any more keeps nothing', async () => {
  let asked = 0;
  const { run, calls } = setUp({ wanted: () => ++asked < 4 });
  expect(await run()).toBeNull();
  expect(calls.at(-1)).toBe('cancel');
});

test('a damaged video says until where it was read', async () => {
  async function* damaged(): AsyncGenerator<VideoPicture, void> {
    yield* frames([0, 0.04]);
    throw new Error('damaged');
  }
  const video = { frames: damaged, duration: 1, size: SIZE, drawn: SIZE };
  expect(await setUp({ video }).run()).toEqual({ state: 'failed', why: 'damaged', seconds: 0.08 });
});

test('without an encoder there is the table alone', async () => {
  expect(await setUp({ reel: null }).run()).toMatchObject({ frames: 3, video: null });
});
