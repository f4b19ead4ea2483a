/** The policy for the page's meta element, which covers hosts that set no headers. */
export const META_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
  "img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self'; font-src 'self'; " +
  "manifest-src 'self'; base-uri 'none'; form-action 'none'";

/** Recommended response headers. A host that sets none works too (ARCHITECTURE.md, "Hosting"). */
export const HEADERS = {
  isolation: {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
  },
  security: {
    'Content-Security-Policy': `${META_POLICY}; frame-ancestors 'none'`,
    'Permissions-Policy': 'camera=(self), display-capture=(self), microphone=(), geolocation=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  },
} as const;
