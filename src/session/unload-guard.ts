/** Returns a function that sets whether the browser asks before it leaves the page: each owner has its own. */
export function createUnloadGuard(): (guarded: boolean) => void {
  const prevent = (event: BeforeUnloadEvent) => event.preventDefault();
  return (guarded) => {
    if (guarded) window.addEventListener('beforeunload', prevent);
    else window.removeEventListener('beforeunload', prevent);
  };
}
