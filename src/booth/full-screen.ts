/** Fills the screen where a policy of the browser allows that without a click; otherwise nothing happens. */
export async function fillScreenIfAllowed(): Promise<void> {
  // Asked first, because a request that is refused is an error in the console.
  const question = { name: 'fullscreen', allowWithoutGesture: true } as unknown as PermissionDescriptor;
  const answer = await navigator.permissions?.query(question).catch(() => null);
  if (answer?.state !== 'granted' || document.fullscreenElement !== null) return;
  await document.documentElement.requestFullscreen?.().catch(() => {});
}
