import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parseCsv } from './csv.ts';
import { expect, fileInput, people, test } from './fixtures.ts';
import { download, row } from './photo-table.ts';

/** The portrait, nearly black, as a PNG. */
async function darkPortrait(page: Page): Promise<Buffer> {
  const source = `data:image/jpeg;base64,${readFileSync('e2e/photos/portrait.jpg').toString('base64')}`;
  const url = await page.evaluate(async (from) => {
    const image = new Image();
    image.src = from;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d')!;
    context.filter = 'brightness(0.06)';
    context.drawImage(image, 0, 0);
    return canvas.toDataURL('image/png');
  }, source);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

test('what is withheld has its reason in table, card, export and event', async ({ page }) => {
  await page.addInitScript(() => {
    window.addEventListener('mien-result', (event) => {
      (window as unknown as { seen: unknown }).seen = (event as CustomEvent).detail;
    });
  });
  await page.goto('/?backend=wasm');
  const buffer = await darkPortrait(page);
  await fileInput(page).setInputFiles([{ name: 'dark.png', mimeType: 'image/png', buffer }]);
  await expect(page.getByText('1 photo', { exact: true })).toBeVisible();
  const line = row(page, 'dark.png');
  await expect(line).toContainText('too dark');

  const faces = await page.evaluate(() => (window as unknown as { seen: { faces: unknown[] } }).seen.faces);
  expect(faces).toMatchObject([
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

test('nothing of the sample is withheld', async ({ page }) => {
  await page.addInitScript(() => {
    const kept: string[] = [];
    Object.assign(window, { kept });
    window.addEventListener('mien-result', (event) => {
      const { faces, at } = (event as CustomEvent).detail;
      for (const { id, settled, withheld, evidence } of faces)
        if (settled && Object.keys(withheld).length > 0)
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
