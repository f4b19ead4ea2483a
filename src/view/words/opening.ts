import type { LiveSource } from '#store/state.ts';

export const OPENING = {
  loading: 'Getting ready',
  loadingBody: 'Fetching the face models. They are kept by your browser for the next visit.',
  asking: {
    camera: 'Allow the camera in the prompt',
    screen: 'Choose what to share in the prompt',
    clip: 'Opening the video',
    sample: 'Opening the sample',
  },
  askingBody: {
    camera: 'Your browser asks whether this page may use the camera. The picture stays in this tab.',
    screen: 'Your browser asks which screen, window or tab to show. The picture stays in this tab.',
    clip: 'One moment.',
    sample: 'One moment.',
  },
  cancel: 'Cancel',
} as const satisfies {
  asking: Record<LiveSource['kind'], string>;
  askingBody: Record<LiveSource['kind'], string>;
  [key: string]: unknown;
};
