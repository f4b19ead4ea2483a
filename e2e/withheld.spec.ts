import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parseCsv } from './csv.ts';
import { expect, fileInput, people, test } from './fixtures.ts';
import { download, row } from './photo-table.ts';

/** The portrait as a PNG, nearly black or with a cloth from the nose to the chin. */
async function worsePortrait(page: Page, how: 'dark' | 'masked'): Promise<Buffer> {
  const source = `data:image/jpeg;base64,${readFileSync('e2e/photos/portrait.jpg').toString('base64')}`;
  const url = await page.evaluate(
    async ({ source, how }) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d')!;
      if (how === 'dark') context.filter = 'brightness(0.06)';
      context.drawImage(image, 0, 0);
      if (how === 'masked') {
        context.fillStyle = '#9db7c9';
        context.fillRect(88, 184, 126, 92);
      }
      return canvas.toDataURL('image/png');
    },
    { source, how },
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Keeps the last result's faces for `resultFaces`. */
async function keepResults(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.addEventListener('mien-result', (event) => {
      (window as unknown as { seen: unknown }).seen = (event as CustomEvent).detail;
    });
  });
}

const resultFaces = (page: Page) =>
  page.evaluate(() => (window as unknown as { seen: { faces: unknown[] } }).seen.faces);

test('what is withheld has its reason in table, card, export and event', async ({ page }) => {
  await keepResults(page);
  await page.goto('/?backend=wasm');
  const buffer = await worsePortrait(page, 'dark');
  await fileInput(page).setInputFiles([{ name: 'dark.png', mimeType: 'image/png', buffer }]);
  await expect(page.getByText('1 photo', { exact: true })).toBeVisible();
  const line = row(page, 'dark.png');
  await expect(line).toContainText('too dark');

  expect(await resultFaces(page)).toMatchObject([
    { withheld: { emotion: 'too-dark', smile: 'too-dark' }, shown: { emotion: null, smiling: null } },
  ]);
  const [head = [], record = []] = parseCsv((await download(page, 'CSV')).text);
  const field = (name: string) => record[head.indexOf(name)];
  expect(head.at(-1)).toBe('withheld');
  expect(field('withheld')).toContain('emotion:too-dark smile:too-dark');
  for (const empty of ['emotion', 'happiness_p', 'smile_p']) expect(field(empty)).toBe('');
  const [json] = JSON.parse((await download(page, 'JSON')).text);
  expect(json).toMatchObject({ emotion: null, smile_p: null, withheld: field('withheld') });

  await page.getByRole('button', { name: 'Open dark.png' }).click();
  await expect(people(page)).toContainText('too dark');
  await expect(people(page)).not.toContainText('%');
});

test('of a masked face age and gender are read, and emotion and smile are covered', async ({ page }) => {
  await keepResults(page);
  await page.goto('/?backend=wasm');
  const buffer = await worsePortrait(page, 'masked');
  await fileInput(page).setInputFiles([{ name: 'masked.png', mimeType: 'image/png', buffer }]);
  await expect(page.getByText('1 photo', { exact: true })).toBeVisible();
  await expect(row(page, 'masked.png')).toContainText('mouth covered');

  const [face] = (await resultFaces(page)) as readonly {
    readonly evidence: Readonly<Record<string, number>>;
  }[];
  expect(face).toMatchObject({
    withheld: { emotion: 'covered', smile: 'covered' },
    shown: { years: expect.any(Number), gender: 'woman', emotion: null, smiling: null },
  });
  expect(face!.evidence.face).toBeGreaterThan(0.5);
  expect(face!.evidence.mouth).toBeLessThan(0.5);
  const [head = [], record = []] = parseCsv((await download(page, 'CSV')).text);
  expect(record[head.indexOf('withheld')]).toBe('emotion:covered smile:covered');

  await page.getByRole('button', { name: 'Open masked.png' }).click();
  await expect(people(page)).toContainText('Emotion: mouth covered');
  await expect(people(page)).toContainText('Smile: mouth covered');
});

test('of the sample, at most a doubtful emotion is withheld', async ({ page }) => {
  await page.addInitScript(() => {
    const kept: string[] = [];
    Object.assign(window, { kept });
    window.addEventListener('mien-result', (event) => {
      const { faces, at } = (event as CustomEvent).detail;
      for (const { id, settled, withheld, evidence } of faces)
        if (settled && !['', 'emotion,not-sure'].includes(Object.entries(withheld).join()))
          kept.push(`${Math.round(at)} ms, person ${id}: ${JSON.stringify({ withheld, evidence })}`);
    });
  });
  await page.goto('/?seed-clock=1&backend=wasm&source=sample');
  await page.waitForFunction(() => window.mien.state.phase === 'live');
  await page.evaluate(async () => {
    for (let step = 0; step < 80; step++) await window.mien.step(250);
  });
  expect(await page.evaluate(() => (window as unknown as { kept: string[] }).kept)).toEqual([]);
});
