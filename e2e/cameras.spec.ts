import { AGE_TEXT, expect, people, test } from './fixtures.ts';
import { stubCameras } from './stub-cameras.ts';

const heading = (name: string) => ({ name: `Camera: Camera ${name}` });

test.beforeEach(async ({ page }) => {
  await stubCameras(page);
  await page.goto('/?backend=wasm');
});

test('the default camera is busy: the next free one is shown, with a notice', async ({ page }) => {
  await page.evaluate(() => window.cameras.busy.push('built-in'));
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await expect(page.getByRole('heading', heading('usb'))).toBeAttached();
  await expect(page.getByText('so this is “Camera usb”')).toBeVisible();
});

test('all cameras are busy: each can be chosen, and a chosen one is opened once it is free', async ({
  page,
}) => {
  await page.evaluate(() => window.cameras.busy.push('built-in', 'usb'));
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.getByRole('heading', { name: 'The camera is in use' })).toBeVisible();
  await page.getByRole('button', { name: 'Camera usb' }).click();
  await expect(page.getByRole('heading', { name: 'The camera is in use' })).toBeVisible();
  await page.evaluate(() => {
    window.cameras.busy = [];
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', heading('usb'))).toBeAttached();
});

test('a chosen camera that is busy is not replaced by another', async ({ page }) => {
  await page.evaluate(() => window.cameras.busy.push('usb'));
  await page.goto('/?backend=wasm&camera=usb');
  await page.evaluate(() => window.cameras.busy.push('usb'));
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.getByRole('heading', { name: 'The camera is in use' })).toBeVisible();
  await page.getByRole('button', { name: 'Camera built-in' }).click();
  await expect(page.getByRole('heading', heading('built-in'))).toBeAttached();
});

test('the page waits for an unplugged camera, even if other devices are plugged in or out', async ({
  page,
}) => {
  await page.goto('/?backend=wasm&camera=usb');
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await page.evaluate(() => window.cameras.unplug('usb'));
  await expect(page.getByRole('heading', { name: 'The camera went away' })).toBeVisible();
  // The list of devices changes, as when a headset is plugged in.
  await page.evaluate(() => window.cameras.change());
  await expect(page.getByRole('button', { name: 'Camera built-in' })).toBeVisible();
  expect(await page.evaluate(() => window.mien.state.phase)).toBe('trouble');
  await page.evaluate(() => {
    window.cameras.plugged.push('usb');
    window.cameras.change();
  });
  await expect(page.getByText('The camera is back.')).toBeVisible();
  await expect(page.getByRole('heading', heading('usb'))).toBeAttached();
});
