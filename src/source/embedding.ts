type Feature = 'camera' | 'display-capture';

/** The API that lists allowed features, under its current or its older name; some browsers have neither. */
interface PolicyDocument {
  readonly permissionsPolicy?: { allowsFeature(feature: string): boolean };
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** Who forbids a feature: the embedding page, or the server's Permissions-Policy. */
export type Forbidder = 'frame' | 'server';

const isFramed = () => window.self !== window.top;

/** Who forbids a feature without a prompt; null if it is allowed, or if the browser does not say. */
export function whoForbids(feature: Feature): Forbidder | null {
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  const policy = permissionsPolicy ?? featurePolicy;
  // A page at a secure address is insecure only if the page that embeds it is.
  if (!window.isSecureContext && window.location.protocol === 'https:' && isFramed()) return 'frame';
  if (!policy || policy.allowsFeature(feature)) return null;
  return isFramed() ? 'frame' : 'server';
}

/**
 * Whether a refusal may come from the embedding page. Browsers without a policy API refuse a feature without a prompt
 * if the embedding page belongs to another site and does not allow it.
 */
export function mayBeForbiddenByFrame(): boolean {
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  if (permissionsPolicy || featurePolicy || !isFramed()) return false;
  try {
    return window.top?.location.origin !== window.location.origin;
  } catch {
    return true;
  }
}
