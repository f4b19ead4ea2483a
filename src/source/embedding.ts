type Feature = 'camera' | 'display-capture';

/** What tells a page which features it may use: under the newer name, under the older one, or not at all. */
interface PolicyDocument {
  readonly permissionsPolicy?: { allowsFeature(feature: string): boolean };
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** Who keeps a feature from this page: the page around it, or the server's Permissions-Policy. */
export type Forbidder = 'frame' | 'server';

const isFramed = () => window.self !== window.top;

/** Who forbids a feature before the user could be asked; null where nobody does, or the browser does not say. */
export function whoForbids(feature: Feature): Forbidder | null {
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  const policy = permissionsPolicy ?? featurePolicy;
  // A page has a secure address, but the one around it has none.
  if (!window.isSecureContext && window.location.protocol === 'https:' && isFramed()) return 'frame';
  if (!policy || policy.allowsFeature(feature)) return null;
  return isFramed() ? 'frame' : 'server';
}

/**
 * Whether a refusal may be that of the page around: where the browser does not tell, a page inside one of another
 * site is refused without a question unless that one allows it.
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
