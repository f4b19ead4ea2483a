/**
 * Paul Tol's "light" scheme: told apart by colour-blind people too, and light enough that dark text on any
 * of them keeps a contrast above 7. https://personal.sron.nl/~pault/
 */
export const PERSON_COLOURS = [
  '#77aadd',
  '#ee8866',
  '#44bb99',
  '#eedd88',
  '#ffaabb',
  '#99ddff',
  '#bbcc33',
  '#dddddd',
] as const;

/** The colour of a person's box and swatch; the number beside it tells apart those who share one. */
export const personColour = (id: number): string =>
  PERSON_COLOURS[(((id - 1) % PERSON_COLOURS.length) + PERSON_COLOURS.length) % PERSON_COLOURS.length] ??
  PERSON_COLOURS[0];

/** Plates are the same in light and dark: they lie on pictures, not on the page. */
export const PLATE = '#14161a';
export const PLATE_TEXT = '#ffffff';
export const PLATE_QUIET = '#c9ccd3';
export const SWATCH_TEXT = '#14161a';
