/** Whose settings decide about the camera. Browsers on iOS have theirs in the system's settings. */
export type BrowserFamily =
  | 'chromium'
  | 'chromium-android'
  | 'firefox'
  | 'firefox-android'
  | 'safari'
  | 'safari-ios'
  | 'other-ios'
  | 'unknown';

/** What a browser says of itself; `mobile` and `brands` come from userAgentData, which only Chromium has. */
export interface BrowserFacts {
  readonly userAgent: string;
  readonly brands: readonly string[];
  readonly mobile: boolean;
  readonly touchPoints: number;
}

/** Which family's settings these are; by the user agent's text where there is nothing better to ask. */
export function browserFamily({ userAgent, brands, mobile, touchPoints }: BrowserFacts): BrowserFamily {
  const android = /\bAndroid\b/.test(userAgent);
  if (brands.includes('Chromium')) return mobile || android ? 'chromium-android' : 'chromium';
  // An iPad says that it is a Macintosh, but no Mac has a touch screen.
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
