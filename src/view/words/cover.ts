/** Texts about covered faces. */
export const COVER = {
  legend: 'Cover faces',
  styles: { off: 'Off', solid: 'Solid', pixelated: 'Pixelated', blurred: 'Blurred' },
  but: 'Let me show some faces',
  butHint: 'Everybody is covered at first. A button next to each person shows their face.',
  hint: 'Also what may be a face is covered. The live picture comes about half a second late, after it was searched.',
  note: 'Faces are covered',
  searching: 'Looking for faces before the picture is shown…',
  unread: 'The picture is shown once its faces are found.',
  show: 'Show this face',
  hide: 'Cover this face',
} as const;
