import type { SeenResult } from '../fixtures.ts';
import { expect, test } from './fixtures.ts';
import { button, cards, open, watchSeconds } from './steps.ts';

const SAMPLE_SECONDS = 23;
/** The sample shows 16 people in six shots; stepped in Chromium, they get 17 ids. */
const MOST_IDS = 26;

test('the sample starts by its button and the first three people have the right labels', async ({
  tab,
  site,
}) => {
  await open(tab, site);
  await tab.click(button('Watch a sample'));
  // The first shot shows a smiling woman, a man who does not smile, and a smiling man.
  await expect
    .poll(async () => (await cards(tab)).map(summary).sort(), { timeout: 30_000 })
    .toEqual(['man, Not smiling', 'man, Smiling', 'woman, Smiling']);
});

test('when the sample repeats, time runs forwards except for one restart, and ids are kept', async ({
  tab,
  site,
}) => {
  test.slow();
  await open(tab, site, '&source=sample');
  await expect.poll(async () => (await cards(tab)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const results = await watchSeconds(tab, SAMPLE_SECONDS + 3);
  const steps = results.slice(1).map(({ at }, i) => at - (results[i]?.at ?? 0));
  const back = steps.filter((step) => step <= 0);
  console.log(
    `${results.length} results in ${SAMPLE_SECONDS + 3} s, ${ids(results).size} ids, steps back: ${JSON.stringify(back)}`,
  );
  // The time goes back only once, when the clip restarts.
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
