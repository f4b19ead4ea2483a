import type { Trouble } from '#store/state.ts';
import type { BrowserFamily } from '../browser.ts';
import { CAMERA_ACCESS } from './camera-access.ts';
import { CONTAINER_WORDS, CONVERT_VIDEO, codecWords } from './video.ts';

/** The texts of a full-page failure: what happened, what it means, what to do. */
export interface Words {
  readonly title: string;
  readonly body: string;
  readonly next: string;
  /**
   * The main button: `retry` tries the same again, `reload` reloads the page, `tab` opens the page in its own tab
   * instead of a frame, `none` has no button.
   */
  readonly way: 'retry' | 'reload' | 'tab' | 'none';
}

export const TROUBLE = {
  retry: 'Try again',
  reload: 'Reload the page',
  openTab: 'Open Mien in its own tab',
  otherWays: 'Or go on with',
  cameras: 'Cameras of this device',
  home: 'Back to the start',
  details: 'Details',
} as const;

const RELOAD_NEXT = 'Reload the page. If it comes back, the server that hosts this page has to be mended.';

export const TROUBLE_WORDS: {
  readonly [C in Trouble['code']]: (trouble: Extract<Trouble, { code: C }>, browser: BrowserFamily) => Words;
} = {
  'permission-denied': (trouble, browser) =>
    trouble.kind === 'camera'
      ? {
          title: 'The camera is blocked',
          body: 'Your browser does not let this page use the camera.',
          next: CAMERA_ACCESS[browser],
          way: 'retry',
        }
      : {
          title: 'Sharing is blocked',
          body: 'Your browser or system does not let this page see the screen.',
          next: 'Allow screen recording for the browser in the system settings, then try again.',
          way: 'retry',
        },
  'permission-dismissed': (trouble) => ({
    title: trouble.kind === 'camera' ? 'The camera was not allowed' : 'Nothing was shared',
    body: 'The question was closed without an answer.',
    next: trouble.kind === 'camera' ? 'Try again and choose “Allow”.' : 'Try again and choose what to share.',
    way: 'retry',
  }),
  'no-camera': () => ({
    title: 'No camera found',
    body: 'This device has no camera, or the system hides it.',
    next: 'Plug one in and try again, or go on with photos or the sample.',
    way: 'retry',
  }),
  'camera-busy': () => ({
    title: 'The camera is in use',
    body: 'Another program or tab is holding the camera.',
    next: 'Close the other program, then try again.',
    way: 'retry',
  }),
  'camera-gone': () => ({
    title: 'The camera went away',
    body: 'It was unplugged or switched off.',
    next: 'Connect it again, and the picture goes on by itself.',
    way: 'retry',
  }),
  'playback-refused': () => ({
    title: 'The picture did not start',
    body: 'This browser waits for a tap before it shows moving pictures, as in low-power mode.',
    next: 'Press “Try again”.',
    way: 'retry',
  }),
  'screen-ended': () => ({
    title: 'Sharing has ended',
    body: 'The screen, window or tab is no longer shared.',
    next: 'Share again to go on.',
    way: 'retry',
  }),
  'insecure-origin': () => ({
    title: 'The camera needs a secure address',
    body: 'Browsers give cameras only to pages served over https or from localhost.',
    next: 'Open this page by its https address. Photos, videos and the sample work here too.',
    way: 'none',
  }),
  forbidden: (trouble) => {
    const what = trouble.kind === 'camera' ? 'the camera' : 'sharing a screen';
    return trouble.by === 'frame'
      ? {
          title: trouble.kind === 'camera' ? 'No camera inside this page' : 'No sharing inside this page',
          body: `The page around this one does not allow ${what}.`,
          next: 'Open Mien in its own tab, where your browser can ask you.',
          way: 'tab',
        }
      : {
          title:
            trouble.kind === 'camera' ? 'The camera is switched off here' : 'Sharing is switched off here',
          body: `The server that hosts this page does not allow ${what}.`,
          next: 'Its Permissions-Policy has to allow it. Photos, videos and the sample work.',
          way: 'none',
        };
  },
  'no-media-devices': (trouble) => ({
    title:
      trouble.kind === 'camera' ? 'This browser cannot open cameras' : 'This browser cannot share a screen',
    body:
      trouble.kind === 'camera'
        ? 'It does not offer pages a way to the camera.'
        : 'It does not offer pages a way to the screen.',
    next: 'Use a current Chrome, Edge, Firefox or Safari, or go on with photos.',
    way: 'none',
  }),
  'clip-broken': (trouble) => ({
    title: 'The video is damaged',
    body: `“${trouble.name}” could not be read.`,
    next: 'Choose another file, or a fresh copy of this one.',
    way: 'retry',
  }),
  'clip-gone': (trouble) => ({
    title: 'The video cannot be opened',
    body: `“${trouble.name}” was moved, changed or deleted.`,
    next: 'Choose it again.',
    way: 'none',
  }),
  'clip-unsupported': (trouble) => ({
    title: 'The video cannot be played here',
    body: trouble.container
      ? `This browser cannot play ${CONTAINER_WORDS[trouble.container]} videos such as “${trouble.name}”.`
      : `This browser does not know the format of “${trouble.name}”.`,
    next: `${CONVERT_VIDEO}, or choose another file.`,
    way: 'none',
  }),
  'clip-codec-unsupported': (trouble) => ({
    title: 'The picture of this video cannot be shown',
    ...codecWords(trouble.codec),
    way: 'none',
  }),
  'clip-without-frames': (trouble) => ({
    title: 'The video has no pictures',
    body: `“${trouble.name}” holds sound only, or is empty.`,
    next: 'Choose another file.',
    way: 'none',
  }),
  'source-failed': () => ({
    title: 'The picture could not be opened',
    body: 'The browser gave an unexpected error.',
    next: 'Try again. If it stays so, restart the browser.',
    way: 'retry',
  }),
  'no-worker': (trouble) => ({
    title: 'Mien cannot run here',
    body: trouble.sandboxed
      ? 'Storage and workers are not available here, because the page around this one keeps it in a sandbox.'
      : 'This browser starts no workers for this page, and faces are read in one.',
    next: 'Open Mien in its own tab.',
    way: 'tab',
  }),
  'no-simd': () => ({
    title: 'This browser is too old',
    body: 'It lacks fast WebAssembly (SIMD), which the face models need.',
    next: 'Use a current Chrome, Edge, Firefox or Safari.',
    way: 'none',
  }),
  'no-worker-canvas': () => ({
    title: 'This browser cannot read pictures',
    body: 'It lacks a canvas for programs in the background (OffscreenCanvas).',
    next: 'Use a current Chrome, Edge, Firefox or Safari.',
    way: 'none',
  }),
  'no-module-workers': () => ({
    title: 'This browser cannot start the face reader',
    body: 'It does not run modules in the background (module workers).',
    next: 'Use a current Chrome, Edge, Firefox or Safari.',
    way: 'none',
  }),
  'pixels-unreadable': () => ({
    title: 'This browser hides pictures from pages',
    body: 'Its protection against fingerprinting gives this page noise instead of the picture.',
    next: 'Allow canvas data for this site in the browser’s privacy settings, then reload the page.',
    way: 'reload',
  }),
  'asset-missing': (trouble) => ({
    title: 'A part of the page is missing',
    body: `The server did not deliver ${fileOf(trouble.url)}${trouble.status > 0 ? ` (status ${trouble.status})` : ''}.`,
    next: 'Check the connection, then try again.',
    way: 'retry',
  }),
  'asset-broken': (trouble) => ({
    title: 'A part of the page is damaged',
    body: `${fileOf(trouble.url)} is not what it should be.`,
    next: RELOAD_NEXT,
    way: 'retry',
  }),
  'card-invalid': () => ({
    title: 'The model’s card does not fit',
    body: 'The description of the face model is not one this page understands.',
    next: RELOAD_NEXT,
    way: 'retry',
  }),
  'golden-off': () => ({
    title: 'This device gets the numbers wrong',
    body: 'The reference faces give other results here than they should, so nothing is shown.',
    next: 'Try again. If it stays so, use another browser or device.',
    way: 'retry',
  }),
  'context-lost': () => ({
    title: 'The graphics were taken away',
    body: 'The system reset the graphics card or gave it to another program.',
    next: 'Close other heavy tabs, then try again.',
    way: 'retry',
  }),
  'out-of-memory': () => ({
    title: 'Not enough memory',
    body: 'The browser has too little memory left for the face models.',
    next: 'Close other tabs and programs, then try again.',
    way: 'retry',
  }),
  'frame-failed': () => ({
    title: 'Pictures cannot be read',
    body: 'Several pictures in a row could not be read.',
    next: 'Try again, or use another source.',
    way: 'retry',
  }),
  crashed: () => ({
    title: 'The face reader stopped',
    body: 'It stopped twice for an unknown reason.',
    next: 'Try again. Everything you set is kept.',
    way: 'retry',
  }),
  silent: () => ({
    title: 'The face reader does not answer',
    body: 'It gave no answer for five seconds, twice.',
    next: 'Close other heavy tabs, then try again.',
    way: 'retry',
  }),
};

/** The file name at the end of an address, without its query. */
function fileOf(url: string): string {
  const path = url.split(/[?#]/)[0] ?? url;
  return path.split('/').filter(Boolean).at(-1) ?? 'a file';
}

/** The texts of a failure. `browser` decides which settings are described. */
export function troubleWords(trouble: Trouble, browser: BrowserFamily = 'unknown'): Words {
  const words = TROUBLE_WORDS[trouble.code] as (trouble: Trouble, browser: BrowserFamily) => Words;
  return words(trouble, browser);
}

/** The failure's code and properties, one per line, to be copied into a report. */
export const troubleDetail = (trouble: Trouble): string =>
  Object.entries(trouble)
    .map(([key, value]) => (key === 'code' ? String(value) : `${key}: ${String(value)}`))
    .join('\n');

export const CRASH: Words = {
  title: 'The page made a mistake',
  body: 'Something on this page failed in a way nobody foresaw.',
  next: 'Reload the page. Your settings are kept, and no picture has left this tab.',
  way: 'reload',
};
