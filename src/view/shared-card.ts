import { useCallback, useEffect, useRef, useState } from 'react';
import { isCardFragment } from '#core/card-fragment.ts';
import { useApp } from './hooks.ts';

/** Screens that a link to a card may cover; the others have a picture that runs, or is about to. */
const RESTING: ReadonlySet<string> = new Set(['welcome', 'photos', 'trouble']);

/** A link to a card that was opened, as `location.hash` has it; null for none. */
export interface SharedCardLink {
  readonly fragment: string | null;
  /** Goes back to the screen beneath, and takes the card out of the address. */
  readonly close: () => void;
}

/** Follows the address: a link to a card opens it, and whatever else opens meanwhile closes it. */
export function useSharedCard(): SharedCardLink {
  const phase = useApp((state) => state.phase.state);
  const photos = useApp((state) => state.photos.rows.length);
  const [fragment, setFragment] = useState(() => fragmentAt(phase));
  const close = useCallback(() => {
    leaveAddress();
    setFragment(null);
  }, []);
  const under = useRef({ phase, photos });
  useEffect(() => {
    const before = under.current;
    under.current = { phase, photos };
    if (fragment !== null && (before.phase !== phase || before.photos !== photos)) close();
    const follow = () => setFragment(fragmentAt(phase));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [phase, photos, fragment, close]);
  return { fragment, close };
}

function fragmentAt(phase: string): string | null {
  const { hash } = window.location;
  return RESTING.has(phase) && isCardFragment(hash) ? hash : null;
}

/** Takes the card out of the address, so that a reload or a bookmark does not bring it back. */
function leaveAddress(): void {
  const { pathname, search } = window.location;
  window.history.replaceState(null, '', pathname + search);
}
