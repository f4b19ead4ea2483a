import { expect, test } from 'vitest';
import { judgeTimeline, medianCost } from './timeline-cost.ts';

const cost = (taskMs: number) => ({ taskMs, scriptMs: taskMs / 2, fps: 25 });

test('the timeline is judged by what it adds to a frame', () => {
  expect(judgeTimeline({ without: cost(2.5), with: cost(3.4) })).toEqual([
    {
      budget: "timeline ≤ 1 ms a frame of the page's thread, 8 faces",
      measured: '0.9 ms (2.5 ms without, 3.4 ms with)',
      met: true,
    },
  ]);
  expect(judgeTimeline({ without: cost(2.5), with: cost(3.6) })[0]?.met).toBe(false);
});

test('rounds are summed up by their medians', () => {
  expect(medianCost([cost(1), cost(9), cost(2)])).toEqual(cost(2));
});
