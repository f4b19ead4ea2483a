/** A message from the page to its service worker; the answer to each is a boolean. */
export type ServiceWorkerRequest =
  /** Whether the worker has the page's script in its cache, which means that both are of the same version. */
  | { readonly type: 'holds'; readonly script: string }
  /** Replace the older worker, unless a second window still shows the older version. */
  | { readonly type: 'take-over' };
