/** Texts of the screen that opens a link to a card. */
export const SHARED_CARD = {
  page: 'A shared card',
  title: 'A card that was shared with you',
  body: 'These are guesses about appearance that somebody else’s page made. The link can have been changed since then.',
  wrongTitle: 'This link holds no card',
  wrong: 'It was cut or changed on its way, or comes from another version of this page: ask for it again.',
  own: 'Make your own',
  notLoadedTitle: 'The card could not be loaded',
  notLoaded: 'Check the connection, then open the link again.',
} as const;
