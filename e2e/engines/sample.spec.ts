import type { SeenResult } from '../fixtures.ts';
import { expect, test } from './fixtures.ts';
import { button, cards, open, watchSeconds } from './steps.ts';

const SAMPLE_SECONDS = 23;
/** The sample shows 16 people in six shots; tracking them in Chromium, stepped, takes 17 ids. */
const MOST_IDS = 26;

test('the sample by its button: the right people have settled labels', async ({ tab, site }) => {
  await open(tab, site);
  await tab.click(button('Watch a sample'));
  // The first shot: a man who does not smile between a woman and a man who do.
  await expect
    .poll(async () => (await cards(tab)).map(summary).sort(), { timeout: 30_000 })
    .toEqual(['man, Not smiling', 'man, Smiling', 'woman, Smiling']);
});

test('the sample once round and on: time runs forwards, ids stay', async ({ tab, site }) => {
  test.slow();
  await open(tab, site, '&source=sample');
  await expect.poll(async () => (await cards(tab)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const results = await watchSeconds(tab, SAMPLE_SECONDS + 3);
  const steps = results.slice(1).map(({ at }, i) => at - (results[i]?.at ?? 0));
  const back = steps.filter((step) => step <= 0);
  console.log(
    `${results.length} results in ${SAMPLE_SECONDS + 3} s, ${ids(results).size} ids, steps back: ${JSON.stringify(back)}`,
  );
  // Once, where the clip starts again.
  expect(back).toHaveLength(1);
  expect(back[0]).toBeLessThan(-SAMPLE_SECONDS * 900);
  expect(results.some(({ faces }) => faces.some(({ settled }) => settled))).toBe(true);
  expect(ids(results).size).toBeLessThanOrEqual(MOST_IDS);
  const position = await tab.evaluate(() => document.querySelector<HTMLInputElement>('.slider')?.value, null);
  expect(Number(position)).toBeGreaterThan(0.5);
});

const ids = (results: readonly SeenResult[]): ReadonlySet<number> =>
  new Set(results.flatMap(({ faces }) => faces.map(({ id }) => id)));

/** Gender and smile of a card. */
function summary(card: string): string {
  const gender = /Gender\s+(\w+)/.exec(card)?.[1] ?? '?';
  const smile = /(Not smiling|Smiling)/.exec(card)?.[1] ?? '?';
  return `${gender}, ${smile}`;
}
