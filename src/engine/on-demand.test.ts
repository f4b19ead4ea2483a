import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onDemand } from './on-demand.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('it is made once, when it is first asked for', async () => {
  const make = vi.fn(() => Promise.resolve('network'));
  const ask = onDemand(make, 1000);
  expect(make).not.toHaveBeenCalled();
  expect([await ask(), await ask()]).toEqual(['network', 'network']);
  expect(vi.getTimerCount()).toBe(0);
  expect(make).toHaveBeenCalledTimes(1);
});

test('where making fails the next asking tries again', async () => {
  const make = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue('network');
  const ask = onDemand<string>(make, 1000);
  await expect(ask()).rejects.toThrow('offline');
  expect(await ask()).toBe('network');
});

test('nobody waits longer than patience lasts, and who asks late gets what came late', async () => {
  let arrive: (value: string) => void = () => {};
  const make = vi.fn(
    () =>
      new Promise<string>((resolve) => {
        arrive = resolve;
      }),
  );
  const ask = onDemand(make, 1000);
  const first = expect(ask()).rejects.toThrow('not there after 1000 ms');
  await vi.advanceTimersByTimeAsync(1000);
  await first;
  // Still under way: no second download, no second wait.
  await expect(ask()).rejects.toThrow('not there');
  arrive('network');
  await vi.advanceTimersByTimeAsync(0);
  expect(await ask()).toBe('network');
  expect(make).toHaveBeenCalledTimes(1);
});
