/** How the fragment of a link to a card begins. */
export const CARD_FRAGMENT = '#card=';

/** Whether a fragment, as `location.hash` has it, asks for a card. What follows its name is not checked. */
export const isCardFragment = (fragment: string): boolean => fragment.startsWith(CARD_FRAGMENT);
