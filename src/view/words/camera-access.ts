import type { BrowserFamily } from '../browser.ts';

/** How to allow a camera again that was blocked earlier, by the family of the browser. */
export const CAMERA_ACCESS: { readonly [F in BrowserFamily]: string } = {
  chromium: 'Click the symbol to the left of the address, switch the camera on, then try again.',
  'chromium-android':
    'Tap the symbol to the left of the address, open “Permissions”, allow the camera, then try again.',
  firefox:
    'Click the crossed-out camera to the left of the address, remove the block with its ✕, then try again.',
  'firefox-android': 'Tap the padlock beside the address, allow the camera there, then try again.',
  safari: 'Choose Safari › Settings › Websites › Camera, set this page to “Allow”, then try again.',
  'safari-ios':
    'Tap the page menu beside the address, open “Website Settings”, set the camera to “Allow”, then try again.',
  'other-ios': 'Open the iPhone’s Settings, choose this browser, switch the camera on, then try again.',
  unknown: 'Allow the camera in the site settings, beside the address, then try again.',
};
