import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onDemand } from './on-demand.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the value is made once, on the first call', async () => {
  const make = vi.fn(() => Promise.resolve('network'));
  const get = onDemand(make, 1000);
  expect(make).not.toHaveBeenCalled();
  expect([await get(), await get()]).toEqual(['network', 'network']);
  expect(vi.getTimerCount()).toBe(0);
  expect(make).toHaveBeenCalledTimes(1);
});

test('after a failure the next call tries again', async () => {
  const make = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue('network');
  const get = onDemand<string>(make, 1000);
  await expect(get()).rejects.toThrow('offline');
  expect(await get()).toBe('network');
});

test('no call waits longer than the limit, and a later call gets the value that came late', async () => {
  let arrive: (value: string) => void = () => {};
  const make = vi.fn(
    () =>
      new Promise<string>((resolve) => {
        arrive = resolve;
      }),
  );
  const get = onDemand(make, 1000);
  const first = expect(get()).rejects.toThrow('not there after 1000 ms');
  await vi.advanceTimersByTimeAsync(1000);
  await first;
  // The download is still running: a second call starts no other and does not wait.
  await expect(get()).rejects.toThrow('not there');
  arrive('network');
  await vi.advanceTimersByTimeAsync(0);
  expect(await get()).toBe('network');
  expect(make).toHaveBeenCalledTimes(1);
});
