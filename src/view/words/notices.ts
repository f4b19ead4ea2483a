import type { NoticeContent } from '#store/state.ts';
import { leftOut, notMedia } from './left-out.ts';
import { BACKEND_WORDS } from './live.ts';

/** The text of a notice, and how long it is shown. */
export interface NoticeWords {
  readonly text: string;
  /** Whether the notice stays until it is dismissed. */
  readonly stays: boolean;
}

export const NOTICE_WORDS: {
  readonly [C in NoticeContent['code']]: (content: Extract<NoticeContent, { code: C }>) => NoticeWords;
} = {
  'golden-off': (content) => ({
    text: `${BACKEND_WORDS[content.backend]} gives wrong numbers on this device, so another way is used.`,
    stays: true,
  }),
  'backend-failed': (content) => ({
    text: `${BACKEND_WORDS[content.backend]} does not work on this device, so another way is used.`,
    stays: true,
  }),
  'context-lost': (content) => ({
    text: `${BACKEND_WORDS[content.backend]} was taken away by the system, so another way is used.`,
    stays: false,
  }),
  'detector-missing': () => ({
    text: 'MediaPipe’s detector could not be downloaded, so Mien’s own is used until you reload the page.',
    stays: true,
  }),
  'detector-failed': () => ({
    text: 'MediaPipe’s detector does not work on this device, so Mien’s own is used.',
    stays: true,
  }),
  'address-ignored': (content) => ({
    text: `Ignored in the address: ${content.names.join(', ')}.`,
    stays: false,
  }),
  'storage-blocked': () => ({
    text: 'Settings cannot be stored here and are forgotten with the tab.',
    stays: false,
  }),
  'engine-restarted': () => ({ text: 'The face reader stopped and was started again.', stays: false }),
  'camera-back': () => ({ text: 'The camera is back.', stays: false }),
  'nothing-pasted': () => ({ text: 'There was no picture or video in it.', stays: false }),
  'not-media': (content) => ({ text: notMedia(content.left), stays: false }),
  'left-out': (content) => ({ text: leftOut(content.left), stays: true }),
  'camera-busy-next': (content) => ({
    text: `Another program is using the first camera, so this is “${content.label}”.`,
    stays: false,
  }),
  'recording-full': () => ({ text: 'The recording is full. Save it to start another.', stays: true }),
  'update-ready': () => ({ text: 'A new version of Mien is ready.', stays: true }),
};

/** The text of a notice. */
export function noticeWords(content: NoticeContent): NoticeWords {
  const words = NOTICE_WORDS[content.code] as (content: NoticeContent) => NoticeWords;
  return words(content);
}

export const NOTICES = { label: 'News', dismiss: 'Dismiss' } as const;

/** The action in the notice of a new version, which depends on the screen. */
export const UPDATE = {
  reload: 'Reload',
  /** A reload discards the photos that were read. */
  reloadWithoutPhotos: 'Reload and clear the photos',
  later: 'Leave to the start page to load it.',
} as const;
