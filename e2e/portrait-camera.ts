import { fakeCameraFile, fakeCameraSwitches } from './camera.ts';
import { test } from './fixtures.ts';

/** The test of fixtures.ts with a camera that shows a portrait and needs no permission. */
export const testWithPortrait: typeof test = test.extend<object, object>({
  launchOptions: [
    async ({ launchOptions, playwright }, use) => {
      const size = { width: 640, height: 480 };
      const path = await fakeCameraFile(playwright.chromium, 'portrait.jpg', size, launchOptions);
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...fakeCameraSwitches(path)] });
    },
    { scope: 'worker' },
  ],
});
