import { expect, test } from 'vitest';
import { browserFamily } from './browser.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  ['Chrome', `${MAC} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`, 'chromium'],
  [
    'Edge',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0',
    'chromium',
  ],
  ['Chrome on Android', `${ANDROID} Chrome/156.0.0.0 Mobile Safari/537.36`, 'chromium-android'],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'firefox'],
  [
    'Firefox on Android',
    'Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0',
    'firefox-android',
  ],
  ['Safari', `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15`, 'safari'],
  ['Safari on an iPhone', `${IPHONE} Version/26.0 Mobile/15E148 Safari/604.1`, 'safari-ios'],
  ['Chrome on an iPhone', `${IPHONE} CriOS/156.0.0.0 Mobile/15E148 Safari/604.1`, 'other-ios'],
  ['Firefox on an iPhone', `${IPHONE} FxiOS/153.0 Mobile/15E148 Safari/605.1.15`, 'other-ios'],
  [
    'Epiphany',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15',
    'unknown',
  ],
])('%s', (_name, userAgent, family) => {
  expect(browserFamily({ userAgent, brands: [], mobile: false, touchPoints: 0 })).toBe(family);
});

test('an iPad whose user agent names a Macintosh is recognized by its touch screen', () => {
  const userAgent = `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15`;
  expect(browserFamily({ userAgent, brands: [], mobile: false, touchPoints: 5 })).toBe('safari-ios');
});

test('brands take precedence over the user agent string, which may be frozen', () => {
  const facts = { userAgent: 'Mozilla/5.0', brands: ['Not?A_Brand', 'Chromium'], touchPoints: 5 };
  expect(browserFamily({ ...facts, mobile: true })).toBe('chromium-android');
  expect(browserFamily({ ...facts, mobile: false })).toBe('chromium');
});
