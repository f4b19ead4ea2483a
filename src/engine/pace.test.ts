import { expect, test } from 'vitest';
import { CancelledError, createPace } from './pace.ts';

test('progress is reported in steps and never falls, although the plan grows', async () => {
  const reported: number[] = [];
  const pace = createPace({ isWanted: () => true, report: (share) => reported.push(share) });
  for (const share of [0, 0.01, 0.3, 0.2, 0.31, 0.5, 1, 1]) await pace(share);
  expect(reported).toEqual([0.3, 0.5, 1]);
});

test('a still that was cancelled meanwhile ends before the next view', async () => {
  let cancelled = false;
  const pace = createPace({ isWanted: () => !cancelled, report: () => {} });
  await pace(0);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    cancelled = true;
    port1.close();
  };
  port2.postMessage(null);
  await expect(pace(0.1)).rejects.toBeInstanceOf(CancelledError);
});
