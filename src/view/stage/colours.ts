/**
 * Paul Tol's "light" scheme: distinguishable with colour blindness too, and light enough that dark text on any colour
 * has a contrast above 7. https://personal.sron.nl/~pault/
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

/** The colour of a person's box and swatch. Persons with the same colour are distinguished by their number. */
export const personColour = (id: number): string =>
  PERSON_COLOURS[(((id - 1) % PERSON_COLOURS.length) + PERSON_COLOURS.length) % PERSON_COLOURS.length] ??
  PERSON_COLOURS[0];

/** Plates do not depend on the theme, because they are drawn on pictures and not on the page. */
export const PLATE = '#14161a';
export const PLATE_TEXT = '#ffffff';
export const PLATE_QUIET = '#c9ccd3';
export const SWATCH_TEXT = '#14161a';
