import { boothLink, labels } from './booth.ts';
import { expect, test } from './fixtures.ts';
import { visit, visitorCamera } from './visitor-camera.ts';

test('the set-up makes a readable link, and the address keeps what was filled in', async ({ page }) => {
  await page.goto('/?booth=setup');
  const link = page.getByRole('region', { name: 'The link' });
  await expect(link.getByText('Fill in “Organiser’s name”.')).toBeVisible();
  await expect(link.getByRole('button', { name: 'Start the show here' })).toBeDisabled();
  await expect(page.getByRole('radio', { name: /^Age and smile/ })).toBeChecked();
  await page.getByLabel('Organiser’s name').fill('Café & Söhne');
  await page.getByLabel('Contact').fill('info@museum.example');
  await page.getByRole('radio', { name: /^Smile only/ }).check();
  await page.getByLabel('Language of the notice').selectOption('fr');
  await page.getByRole('checkbox', { name: /A line for groups/ }).uncheck();
  await page.getByLabel('The day’s numbers may hold').selectOption('visits');
  await page.getByLabel('Expected distance of visitors').fill('3.5');
  await page.getByLabel('Diagonal of the screen, inches').fill('55');
  await page.getByRole('checkbox', { name: 'Mirror the picture' }).uncheck();
  await page.getByRole('radio', { name: 'At the right' }).check();
  await page.getByLabel('Its width').fill('30');
  await page.getByRole('checkbox', { name: /Only in opening hours/ }).check();
  await page.getByLabel('Opens').fill('09:30');
  await page.getByRole('radio', { name: '270°' }).check();
  await page.getByLabel('Presenter’s PIN (optional)').fill('1357');
  const expected =
    'booth=show&preset=smile&organiser=Caf%C3%A9+%26+S%C3%B6hne&contact=info@museum.example&language=fr' +
    '&rotation=270&mirror=off&distance=3.5&screen=55&hours=09:30-18:00&aside=right:30&group=off&numbers=visits&pin=1357';
  await expect(link.locator('code')).toHaveText(`${new URL('/', page.url()).href}?${expected}`);
  await expect.poll(() => page.url()).toContain(expected.replace('booth=show', 'booth=setup'));
  await page.reload();
  await expect(page.getByLabel('Organiser’s name')).toHaveValue('Café & Söhne');
  await expect(link.locator('code')).toContainText(expected);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
    0,
    0,
    '',
  ]);
});

test('a wrong value is named in one sentence', async ({ page }) => {
  await page.goto(boothLink('rotation=45', 'setup'));
  await expect(page.getByText('In the link, “rotation” must be 0, 90, 180 or 270.')).toBeVisible();
  await page.getByLabel('Presenter’s PIN (optional)').fill('12');
  const link = page.getByRole('region', { name: 'The link' });
  await expect(link).toContainText('“pin” must be four to eight digits.');
  await expect(link.getByRole('button', { name: 'Copy the link' })).toBeDisabled();
});

test('the type that a small screen cannot show is told in metres', async ({ page }) => {
  await page.goto(boothLink('screen=7&distance=4.5', 'setup'));
  await expect(page.getByText(/its type can be read from \d\.\d m at most/)).toBeVisible();
});

test('the camera is tested, chosen by its name, and freed', async ({ page }) => {
  await visitorCamera(page);
  await page.addInitScript(() => {
    navigator.mediaDevices.enumerateDevices = async () =>
      ['Built-in', 'Stage camera'].map((label) => ({
        deviceId: `id of ${label}`,
        groupId: '',
        kind: 'videoinput',
        label,
        toJSON: () => ({}),
      }));
  });
  await page.goto(boothLink('aside=left:50', 'setup'));
  const card = page.getByRole('region', { name: 'Test the camera' });
  await card.getByRole('button', { name: 'Start the test' }).click();
  await expect(card.getByRole('region', { name: 'Stage' })).toBeVisible();
  await expect(card).toContainText('Nobody in the picture.');
  await visit(page, 'near', 0.25);
  await expect(card).toContainText('Good.');
  await expect(card).toContainText(/Pictures a second\d+\. (Fast enough|Slow)/);
  await expect(card).toContainText('1280 × 720');
  await expect(card).toContainText('Up to about 5.7 m');
  await visit(page, 'near', 0.8);
  await expect(card).toContainText('Nobody in the picture.');
  // A change of the form must not end the reading.
  await page.getByLabel('Contact').fill('+49 30 123456');
  await visit(page, 'near', 0.25);
  await expect(card).toContainText('Good.');
  await page.getByLabel('Camera', { exact: true }).selectOption('Stage camera');
  await expect(page.getByRole('region', { name: 'The link' })).toContainText('camera=Stage+camera');
  await card.getByRole('button', { name: 'End the test' }).click();
  expect(await page.evaluate(() => window.mien.state.phase)).toBe('welcome');
});

test('the show starts here, and comes back to the same set-up', async ({ page }) => {
  await visitorCamera(page);
  await page.goto(boothLink('', 'setup'));
  await page.getByRole('button', { name: 'Start the show here' }).click();
  await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
  await expect.poll(() => page.url()).toContain('booth=show');
  await visit(page, 'near');
  await expect(labels(page).first()).toHaveText(/looks \d+/);
  await page.keyboard.press('p', { delay: 1300 });
  await page.getByRole('button', { name: 'Open the set-up' }).click();
  await expect(page.getByLabel('Contact')).toHaveValue('info@museum.example');
});

test('the link is copied, and the launch lines hold it for each system and browser', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(boothLink('', 'setup'));
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(copied).search).toBe('?booth=show&organiser=City+Museum&contact=info@museum.example');
  const card = page.getByRole('region', { name: 'Start by itself' });
  for (const [system, browser, text] of [
    ['Windows', 'Edge', 'SOFTWARE\\Policies\\Microsoft\\Edge\\VideoCaptureAllowedUrls'],
    ['Windows', 'Firefox', '"Camera"'],
    ['Linux', 'Chrome, Chromium', 'AutomaticFullscreenAllowedForUrls'],
    ['Linux', 'Firefox', 'Restart=always'],
    ['macOS', 'Chrome, Chromium', 'choose “Allow on every visit”'],
  ] as const) {
    await card.getByRole('radio', { name: system }).check();
    await card.getByRole('radio', { name: browser }).check();
    await expect(card).toContainText(text);
    await expect(card).toContainText(copied);
  }
});

test('the sign has the notice and a QR code, and is all that is printed', async ({ page }) => {
  await page.goto(boothLink('language=it&preset=everything', 'setup'));
  const card = page.getByRole('region', { name: 'A sign to print' });
  await expect(card).toContainText('Che cosa succede qui');
  await expect(card).toContainText('Responsabile: City Museum. Contatto: info@museum.example');
  await expect(card.getByRole('img')).toHaveCount(0);
  await page.getByLabel('Web address with more (optional)').fill('https://museum.example/mien');
  await expect(card.getByRole('img', { name: 'QR code of https://museum.example/mien' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'Set up a booth' })).toBeHidden();
  await expect(card.getByRole('button')).toBeHidden();
  await expect(card.getByText('Che cosa succede qui')).toBeVisible();
  await page.screenshot({ path: 'test-results/booth/sign.png', fullPage: true });
});
