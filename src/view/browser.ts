/** Browsers by where their settings for the camera are. Browsers on iOS have them in the system's settings. */
export type BrowserFamily =
  | 'chromium'
  | 'chromium-android'
  | 'firefox'
  | 'firefox-android'
  | 'safari'
  | 'safari-ios'
  | 'other-ios'
  | 'unknown';

/** Properties of a browser; `mobile` and `brands` come from userAgentData, which only Chromium has. */
export interface BrowserFacts {
  readonly userAgent: string;
  readonly brands: readonly string[];
  readonly mobile: boolean;
  readonly touchPoints: number;
}

/** Determines the family by the brands, or by the user agent string where brands are missing. */
export function browserFamily({ userAgent, brands, mobile, touchPoints }: BrowserFacts): BrowserFamily {
  const android = /\bAndroid\b/.test(userAgent);
  if (brands.includes('Chromium')) return mobile || android ? 'chromium-android' : 'chromium';
  // The user agent string of an iPad names a Macintosh, but no Mac has a touch screen.
  const iOS =
    /\b(iPhone|iPad|iPod)\b/.test(userAgent) || (/\bMacintosh\b/.test(userAgent) && touchPoints > 1);
  if (iOS) return /\b(CriOS|FxiOS|EdgiOS|OPT|GSA|DuckDuckGo)\//.test(userAgent) ? 'other-ios' : 'safari-ios';
  if (/\bFirefox\//.test(userAgent)) return android ? 'firefox-android' : 'firefox';
  if (/\bChrom(e|ium)\//.test(userAgent)) return android ? 'chromium-android' : 'chromium';
  if (/\bMacintosh\b.*\bSafari\//.test(userAgent)) return 'safari';
  return 'unknown';
}

interface UserAgentData {
  readonly brands: readonly { readonly brand: string }[];
  readonly mobile: boolean;
}

/** The family of the browser that shows this page. */
export function thisBrowser(): BrowserFamily {
  const { userAgentData: data } = navigator as Navigator & { readonly userAgentData?: UserAgentData };
  return browserFamily({
    userAgent: navigator.userAgent,
    brands: data?.brands.map(({ brand }) => brand) ?? [],
    mobile: data?.mobile ?? false,
    touchPoints: navigator.maxTouchPoints,
  });
}

/** Whether a page of this host can be opened on this computer alone. */
export const isLocalHost = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
