import { readFileSync, writeFileSync } from 'node:fs';
import { fileInput, test, expect } from './fixtures.ts';
import { unzip } from './zip.ts';
test('look', async ({ page }) => {
  await page.addInitScript(() => { Object.assign(window, { showSaveFilePicker: undefined }); });
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles(['e2e/photos/group-12.jpg','e2e/photos/portrait.jpg']);
  await expect(page.getByText('2 photos', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Save pictures' }).click();
  for (const style of ['Blurred','Pixelated','Solid']) {
    await page.getByRole('radio', { name: style, exact: true }).check();
    const [saved] = await Promise.all([page.waitForEvent('download', {timeout: 80000}), page.getByRole('button', { name: 'Save as ZIP' }).click()]);
    for (const [name, file] of unzip(readFileSync(await saved.path()))) writeFileSync(`/tmp/snap-${style}-${name}`, file);
    await page.screenshot({path: '/tmp/snap-zip.png'});
  }
});
