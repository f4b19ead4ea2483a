import { dayRecord, KEY } from '../booth-days.ts';
import { expect, test } from './fixtures.ts';
import { button, photoCamera, textOf } from './steps.ts';

const LINK = '?booth=show&organiser=City+Museum&contact=info@museum.example';

test('a booth starts by itself and shows its notice', async ({ tab, site }) => {
  site.inject(photoCamera('e2e/photos/portrait.jpg'));
  await tab.goto(`${site.url}${LINK}&aside=left:10`);
  await expect.poll(() => textOf(tab), { timeout: 60_000 }).toMatch(/looks \d+/);
  const text = await textOf(tab);
  expect(text).toContain('A computer guesses your age and smile here.');
  expect(text).toContain('City Museum');
  expect(text).toContain('No guesses here');
  await tab.click(button('NoticeN'));
  await expect.poll(() => textOf(tab)).toContain('Responsible: City Museum. Contact: info@museum.example');
  await tab.click(button('CloseN'));
  await expect.poll(() => textOf(tab)).not.toContain('Responsible');
});

test('the presenter’s panel shows numbers that were kept', async ({ tab, site }) => {
  site.inject(photoCamera('e2e/photos/portrait.jpg'));
  await tab.goto(`${site.url}limits.html`);
  await tab.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, dayRecord()] as const);
  await tab.goto(`${site.url}${LINK}&preset=everything&numbers=all`);
  await expect.poll(() => textOf(tab), { timeout: 60_000 }).toMatch(/looks \d+/);
  await tab.evaluate(() => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', cancelable: true }));
  }, null);
  await expect.poll(() => textOf(tab)).toMatch(/Passed\s*9[34]/);
  await expect.poll(() => textOf(tab)).toMatch(/\d+ are read/);
  expect(await textOf(tab)).toMatch(/30–39\s*50% ± 12/);
});

/** Code of a camera in front of a grey wall; `window.wall` says whether its picture moves, with noise in one corner. */
const WALL = `
  window.wall = 'moving';
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 480];
    const context = canvas.getContext('2d');
    let noise = 0;
    const draw = () => {
      if (window.wall === 'moving') noise = 110 + Math.floor(Math.random() * 18);
      context.fillStyle = window.wall === 'black' ? '#000' : '#777';
      context.fillRect(0, 0, 640, 480);
      if (window.wall === 'black') return;
      context.fillStyle = 'rgb(' + [noise, noise, noise] + ')';
      context.fillRect(0, 0, 40, 40);
    };
    draw();
    setInterval(draw, 33);
    return canvas.captureStream(30);
  };`;

test('a still room is no fault of the camera; a repeated picture and a black one are', async ({
  tab,
  site,
}) => {
  site.inject(WALL);
  const wall = (next: string) =>
    tab.evaluate((picture) => {
      Object.assign(window, { wall: picture });
    }, next);
  const says = (text: string) => expect.poll(() => textOf(tab), { timeout: 60_000 }).toContain(text);
  await tab.goto(`${site.url}${LINK}`);
  await says('Look into the mirror');
  await new Promise((resolve) => setTimeout(resolve, 7000));
  await says('Look into the mirror');
  await wall('frozen');
  await says('The camera repeats one picture.');
  await wall('black');
  await says('The picture is black.');
  await wall('moving');
  await says('Look into the mirror');
});

test('the set-up makes a link', async ({ tab, site }) => {
  await tab.goto(`${site.url}${LINK.replace('show', 'setup')}&info=https://museum.example`);
  await expect.poll(() => textOf(tab)).toContain(`${site.url}${LINK}&info=https://museum.example`);
  expect(await textOf(tab)).toContain('A sign to print');
});
