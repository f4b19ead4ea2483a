/** What the page may ask of a service worker; the answer to both is a boolean. */
export type ToKeeper =
  /** Whether it keeps the page's own script, which means that both are of one version. */
  | { readonly type: 'holds'; readonly script: string }
  /** Take the place of the older one, unless a second window still shows the older version. */
  | { readonly type: 'take-over' };
