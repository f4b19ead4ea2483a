/** Texts of what opens the sheets that keep pictures. */
export const KEEP = {
  title: 'Keep a moment',
  photo: 'Keep this picture',
  pictures: 'Save pictures',
  hint: 'Snapshot, film or card of what is shown (key S)',
  what: 'What to keep',
  kinds: { snapshot: 'Snapshot', film: 'Film', card: 'Card' },
  loading: 'One moment…',
  failed:
    'This part of the page could not be loaded. Check the connection and open it again, or reload the page.',
} as const;
