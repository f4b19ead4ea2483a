import { beforeEach, expect, test, vi } from 'vitest';
import { openCamera } from '#source/camera.ts';
import type { Opened } from '#source/source.ts';
import { DEFAULT_SETTINGS } from '#store/settings.ts';
import type { Settings } from '#store/state.ts';
import { createAppStore } from '#store/store.ts';
import { createCameras } from './cameras.ts';
import { fakeSource } from './fakes.test-support.ts';

vi.mock('#source/camera.ts', () => ({
  openCamera: vi.fn(async () => ({ ok: true, source: fakeSource() })),
  listCameras: async () => [],
  watchCameras: () => () => {},
}));

beforeEach(() => vi.mocked(openCamera).mockClear());

function setUp(cameraWidth: Settings['cameraWidth']) {
  const store = createAppStore({ ...DEFAULT_SETTINGS, cameraWidth }, false);
  const cameras = createCameras({
    store,
    notify: () => {},
    open: (openSource: () => Promise<Opened>) => void openSource(),
  });
  const narrowed: number[] = [];
  const source = {
    ...fakeSource(),
    size: { width: 1280, height: 720 },
    narrow: async (width: number) => narrowed.push(width) > 0,
  };
  return { cameras, source, narrowed };
}

const requestedWidths = () => vi.mocked(openCamera).mock.calls.map(([{ width }]) => width);

test('a device that cannot keep pace gets small pictures, in this session also from the next camera', () => {
  const { cameras, source, narrowed } = setUp('auto');
  cameras.openWanted();
  cameras.slowDown(source);
  cameras.openWanted();
  expect(narrowed).toEqual([640]);
  expect(requestedWidths()).toEqual([1280, 640]);
});

test.each([640, 1280] as const)('the choice of %i is kept whatever it costs', (chosen) => {
  const { cameras, source, narrowed } = setUp(chosen);
  cameras.openWanted();
  cameras.slowDown(source);
  cameras.openWanted();
  expect(narrowed).toEqual([]);
  expect(requestedWidths()).toEqual([chosen, chosen]);
});

test('a picture that is small already stays as it is', () => {
  const { cameras, source, narrowed } = setUp('auto');
  cameras.slowDown({ ...source, size: { width: 640, height: 480 } });
  expect(narrowed).toEqual([]);
});
