import { expect, test } from './fixtures.ts';
import { button, cards, open } from './steps.ts';

test('the timeline draws, is read out, and its keys seek', async ({ tab, site }) => {
  await open(tab, site, '&source=sample&timeline=on');
  await expect.poll(async () => (await cards(tab)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const said = () => tab.evaluate(() => document.querySelector('.timeline li')?.textContent ?? '', null);
  const sentence = () =>
    tab.evaluate(() => document.querySelector('.timeline-words li')?.textContent ?? '', null);
  // The timeline's code is loaded after the first person is shown.
  await expect.poll(said, { timeout: 30_000 }).toBe('neutral');
  await expect.poll(sentence, { timeout: 30_000 }).toMatch(/^Person \d+, last minute: looked /);
  await tab.click(button('Pause'));
  await tab.evaluate(() => document.querySelector<HTMLInputElement>('.timeline-scrub')?.focus(), null);
  await tab.press('Home');
  const position = () => tab.evaluate(() => document.querySelector('video')?.currentTime, null);
  await expect.poll(position).toBe(0);
  await tab.press('ArrowRight');
  await expect.poll(position).toBeCloseTo(1, 1);
  const told = () =>
    tab.evaluate(() => document.querySelector('.timeline-scrub')?.getAttribute('aria-valuetext') ?? '', null);
  await expect.poll(told).toMatch(/^0:01 of 0:23\. Person \d+: /);
  const drawn = await tab.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.timeline canvas');
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let yellow = 0;
    for (let i = 0; i < data.length; i += 4)
      if (data[i]! > 200 && data[i + 1]! > 190 && data[i + 2]! < 120) yellow += 1;
    return yellow;
  }, null);
  // The first person of the sample looks happy.
  expect(drawn).toBeGreaterThan(100);
});
