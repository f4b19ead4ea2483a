import type { EnginePage } from '../../scripts/engines/browser.ts';
import { expect, test } from './fixtures.ts';
import { button, cards, labelled, open, textOf } from './steps.ts';

const video = (tab: EnginePage) =>
  tab.evaluate(() => {
    const { paused, currentTime, playbackRate } = document.querySelector('video') as HTMLVideoElement;
    return { paused, currentTime, playbackRate };
  }, null);

test('pause, seek by keyboard, speed and play', async ({ tab, site }) => {
  await open(tab, site, '&source=sample');
  await expect.poll(async () => (await cards(tab)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  await tab.click(button('Pause'));
  await expect.poll(async () => (await video(tab)).paused).toBe(true);
  await tab.evaluate(
    () => document.querySelector<HTMLInputElement>('[aria-label="Position"]')?.focus(),
    null,
  );
  await tab.press('Home');
  await expect.poll(async () => (await video(tab)).currentTime).toBe(0);
  await tab.press('PageUp');
  await expect.poll(async () => (await video(tab)).currentTime).toBeGreaterThan(1);
  const { currentTime } = await video(tab);
  // The newest result must belong to the chosen position.
  await expect
    .poll(() => tab.evaluate(() => (globalThis.watch.results.at(-1)?.at ?? 0) / 1000, null))
    .toBeCloseTo(currentTime, 0);
  await tab.click(button('Play'));
  await expect.poll(async () => (await video(tab)).currentTime).toBeGreaterThan(currentTime + 0.3);
  await tab.choose(labelled('select', 'Speed'), '2');
  await expect.poll(async () => (await video(tab)).playbackRate).toBe(2);
});

test('settings of the labels and the theme take effect and are stored', async ({ tab, site }) => {
  await open(tab, site, '&source=sample');
  await tab.click(button('Settings'));
  await tab.click("//dialog//label[contains(., 'Emotion')]");
  await tab.click("//dialog//label[contains(., 'Dark')]");
  const theme = () => tab.evaluate(() => getComputedStyle(document.documentElement).colorScheme, null);
  await expect.poll(theme).toBe('dark');
  await tab.press('Escape');
  await expect
    .poll(() => tab.evaluate(() => document.querySelector('dialog[open]') === null, null))
    .toBe(true);
  await expect.poll(() => textOf(tab)).not.toContain('Looks');
  await open(tab, site, '&source=sample');
  await expect.poll(theme).toBe('dark');
});

test('the sample can be started and left by keyboard alone', async ({ tab, site }) => {
  await open(tab, site);
  const focused = () => tab.evaluate(() => document.activeElement?.textContent?.trim() ?? '', null);
  for (let tabs = 0; tabs < 8 && (await focused()) !== 'Watch a sample'; tabs++) await tab.press('Tab');
  expect(await focused()).toBe('Watch a sample');
  await tab.press('Enter');
  await expect
    .poll(() => tab.evaluate(() => window.mien.state.phase, null), { timeout: 30_000 })
    .toBe('live');
  await tab.click(button('Leave'));
  await expect.poll(() => textOf(tab)).toContain('Watch a sample');
});

test('full screen works where the browser offers it', async ({ tab, site }) => {
  await open(tab, site, '&source=sample');
  await expect.poll(async () => (await cards(tab)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const offered = await tab.evaluate(() => document.fullscreenEnabled, null);
  const name = 'Full screen';
  const buttons = await tab.evaluate(
    (label) => document.querySelectorAll(`[aria-label="${label}"]`).length,
    name,
  );
  expect(buttons).toBe(offered ? 1 : 0);
  if (!offered) return;
  await tab.click(button(name));
  await expect.poll(() => tab.evaluate(() => document.fullscreenElement !== null, null)).toBe(true);
  await tab.evaluate(() => document.exitFullscreen(), null);
});

test('a narrow page does not scroll sideways', async ({ tab, site }) => {
  await tab.resize(420, 844);
  await open(tab, site, '&source=sample');
  await expect.poll(async () => (await cards(tab)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const sideways = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth, null);
  expect(sideways).toBeLessThanOrEqual(0);
});
