import { expect, test } from 'vitest';
import { createQueue } from './queue.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a message waits until the one before is handled', async () => {
  const done: string[] = [];
  let finishFirst = () => {};
  const enqueue = createQueue<string>(
    async (message) => {
      if (message === 'first') await new Promise<void>((resolve) => (finishFirst = resolve));
      done.push(message);
    },
    () => expect.fail('nothing fails here'),
  );
  enqueue('first');
  enqueue('second');
  await settled();
  expect(done).toEqual([]);
  finishFirst();
  await settled();
  expect(done).toEqual(['first', 'second']);
});

test('a failure is reported, and the messages after it are still handled', async () => {
  const done: string[] = [];
  const failures: unknown[] = [];
  const broken = new Error('tracks do not fit');
  const enqueue = createQueue<string>(
    async (message) => {
      if (message === 'resume') throw broken;
      done.push(message);
    },
    (error) => failures.push(error),
  );
  enqueue('resume');
  enqueue('frame');
  await settled();
  expect(failures).toEqual([broken]);
  expect(done).toEqual(['frame']);
});
