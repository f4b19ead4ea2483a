/**
 * Every sentence and every number format of the page. Components hold no text of their own, so that
 * wording can be read, checked and one day translated in one place.
 */
import type { Emotion } from '#core/labels.ts';
import type { Face, Shown, ShownGender } from '#core/types.ts';
import type {
  AppState,
  EngineState,
  LiveSource,
  NoticeContent,
  PhotoFailure,
  PhotosState,
  Settings,
  Trouble,
} from '#store/state.ts';

/** What a full-page failure says: what happened, what it means, what to do. */
export interface Words {
  readonly title: string;
  readonly body: string;
  readonly next: string;
  /** `retry` tries the same thing again, `reload` needs a fresh page, `none` cannot be mended here. */
  readonly way: 'retry' | 'reload' | 'none';
}

type Of<Union extends { readonly code: string }, Code> = Extract<Union, { readonly code: Code }>;

const EM_DASH = '—';

export const NAME = 'Mien';

// Numbers

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 0…1 → "72%". Nothing is certain to the network, and the page does not claim it: "<1%", ">99%". */
export function percent(p: number): string {
  if (p < 0.01) return '<1%';
  return p > 0.99 ? '>99%' : `${whole.format(p * 100)}%`;
}

export const count = (n: number): string => whole.format(n);

/** 1, "photo" → "1 photo"; 3 → "3 photos". */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;

const peopleCount = (n: number): string => plural(n, 'person', 'people');

/** Megabytes of 10⁶ bytes, as download sizes are usually given: "4.2 of 13.1 MB". */
export function bytesOf(loaded: number, total: number): string {
  const mb = (bytes: number) => tenths.format(bytes / 1e6);
  return total > 0 ? `${mb(Math.min(loaded, total))} of ${mb(total)} MB` : `${mb(loaded)} MB`;
}

/** Seconds → "1:23", "1:02:03". */
export function clock(seconds: number): string {
  const all = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor(all / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}

/** Milliseconds → "a few seconds left", "40 s left", "about 3 min left", "about 2 h left". */
export function timeLeft(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 8) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} s left`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${Math.round(seconds / 3600)} h left`;
}

export const milliseconds = (ms: number | null): string =>
  ms === null ? EM_DASH : `${ms < 10 ? tenths.format(ms) : whole.format(ms)} ms`;
export const framesPerSecond = (fps: number | null): string =>
  fps === null ? EM_DASH : `${fps < 10 ? tenths.format(fps) : whole.format(fps)} fps`;

// What is said of a face

export const EMOTION_WORDS: { readonly [E in Emotion]: string } = {
  neutral: 'neutral',
  happiness: 'happy',
  surprise: 'surprised',
  sadness: 'sad',
  anger: 'angry',
  disgust: 'disgusted',
  fear: 'afraid',
  contempt: 'contemptuous',
};

export const GENDER_WORDS: { readonly [G in ShownGender]: string } = {
  woman: 'woman',
  man: 'man',
  unsure: 'not sure',
};

/** Where the word stands alone, on a label or spoken. */
export const GENDER_UNSURE = 'gender not sure';

/** The interval: "31–38", or one number where both ends meet. */
export const ageRange = (shown: Pick<Shown, 'low' | 'high'>): string =>
  shown.low === shown.high ? count(shown.low) : `${count(shown.low)}–${count(shown.high)}`;
export const ageAbout = (shown: Pick<Shown, 'years'>): string => `about ${count(shown.years)}`;
export const smileWord = (smiling: boolean): string => (smiling ? 'smiling' : 'not smiling');
export const personName = (id: number): string => `Person ${count(id)}`;
export const LOOKING = 'looking…';
export const sentence = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** One person in a breath, of what is set to be shown: "about 34, woman, happy, smiling". */
function personSummary(face: Face, show: Settings['show']): string {
  if (!face.settled || face.shown === null) return 'still looking';
  const { shown } = face;
  const parts: string[] = [];
  if (show.age) parts.push(ageAbout(shown));
  if (show.gender) parts.push(shown.gender === 'unsure' ? GENDER_UNSURE : GENDER_WORDS[shown.gender]);
  if (show.emotion) parts.push(EMOTION_WORDS[shown.emotion]);
  if (show.smile && shown.smiling) parts.push(smileWord(true));
  return parts.length > 0 ? parts.join(', ') : 'seen';
}

/** What the live region says: "2 people. Person 1: about 34, man, happy. Person 2: …". */
export function spokenSummary(faces: readonly Face[], show: Settings['show']): string {
  if (faces.length === 0) return 'Nobody in the picture.';
  const spoken = faces.slice(0, 4).map((face) => `${personName(face.id)}: ${personSummary(face, show)}.`);
  const rest = faces.length > 4 ? ` And ${count(faces.length - 4)} more.` : '';
  return `${peopleCount(faces.length)}. ${spoken.join(' ')}${rest}`;
}

// Welcome

export const WELCOME = {
  heading: 'What does a face seem to say?',
  lede: 'Mien guesses the age, gender, emotion and smile of every face it sees, live, as you watch.',
  camera: 'Use the camera',
  files: 'Photos or a video',
  sample: 'Watch a sample',
  screen: 'Share a screen or tab',
  hint: 'Or drop pictures anywhere on this page, or paste one.',
  promises: [
    {
      title: 'It stays in this tab',
      body: 'Pictures are read by your own device. Nothing is sent, and nothing is kept but your settings.',
    },
    {
      title: 'Guesses about appearance',
      body: 'A computer estimates how a face looks. It does not know who somebody is, how old they are, their gender or what they feel.',
    },
    {
      title: 'Honest about doubt',
      body: 'Age comes as a range, and where the picture does not say enough, the page says “not sure”.',
    },
  ],
  /** On the drawing: what a label holds. */
  plate: ['age range · gender', 'emotion · smile'],
  sampleNote:
    'The sample shows public-domain pictures of NASA and US federal archives. Nobody endorses anything.',
  licences: 'Licences',
} as const;

/** The quiet line under the buttons while the engine loads behind the page. */
export function engineLine(engine: EngineState): string {
  switch (engine.at) {
    case 'loading':
      return `Getting ready: ${bytesOf(engine.loaded, engine.total)}`;
    case 'ready':
      return 'Ready';
    case 'restarting':
      return 'Starting again…';
    case 'failed':
      return 'Could not get ready';
  }
}

export const DROP_VEIL = {
  title: 'Drop to look',
  body: 'Photos, or one video. They stay on this device.',
} as const;

// Opening

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

// Live

export const LIVE = {
  stage: 'Stage',
  people: 'People',
  nobody: 'Nobody in the picture',
  nobodyBody: 'Faces appear here as soon as one is seen.',
  aboutGuesses: 'Guesses about how faces look, not about who people are or what they feel.',
  leave: 'Leave',
  settings: 'Settings',
  mirror: 'Mirror the picture',
  flip: 'Switch between front and back camera',
  camera: 'Camera',
  anyCamera: 'Any camera',
  fullScreen: 'Full screen',
  exitFullScreen: 'Leave full screen',
  play: 'Play',
  pause: 'Pause',
  position: 'Position',
  loop: 'Repeat',
  speed: 'Speed',
  figures: 'Speed and costs',
  record: 'Record results',
  recordHint: 'Notes one line per person and second, for a table. No pictures are kept.',
  saveCsv: 'Save CSV',
  saveJson: 'Save JSON',
  dropRecording: 'Discard',
  starting: 'Starting again…',
} as const;

export const recordingRows = (rows: number): string => plural(rows, 'row');
export const speedWord = (rate: number): string => `${rate}×`;
export const positionWord = (at: number, duration: number): string => `${clock(at)} of ${clock(duration)}`;

export const SOURCE_WORDS: { readonly [K in LiveSource['kind']]: string } = {
  camera: 'Camera',
  clip: 'Video',
  sample: 'Sample',
  screen: 'Screen',
};

export const METER = {
  latency: 'Frame to label, typical',
  latencyP95: 'Frame to label, slow (1 in 20)',
  detect: 'Finding faces',
  classify: 'Reading faces',
  backend: 'Runs on',
  model: 'Model',
  deviation: 'Deviation from reference',
  boot: 'Start took',
  people: 'In the picture',
} as const;
export const meterPeople = peopleCount;
/** Largest deviation of a logit from the reference: "0.004". */
export const modelDeviation = (error: number): string => (error < 0.001 ? 'below 0.001' : error.toFixed(3));

export const PERSON = { age: 'Age', gender: 'Gender', looks: 'Looks', pick: 'Mark in the picture' } as const;

type Backend = Extract<EngineState, { at: 'ready' }>['info']['backend'];
export const BACKEND_WORDS: { readonly [B in Backend]: string } = { webgl: 'WebGL', wasm: 'WebAssembly' };

// Settings

export const SETTINGS = {
  title: 'Settings',
  close: 'Close',
  show: 'Show',
  showItems: { age: 'Age', gender: 'Gender', emotion: 'Emotion', smile: 'Smile' },
  steady: 'Steady readings',
  steadyHint: 'Adds up what was seen of each person. Off shows every frame on its own.',
  maxFaces: 'Most faces at once',
  mirror: 'Mirror',
  mirrors: { auto: 'Front camera', on: 'Always', off: 'Never' },
  cameraWidth: 'Camera picture',
  cameraWidths: { '640': 'Small, fastest', '1280': 'Large, sees smaller faces' },
  detector: 'Look for faces',
  detectors: { full: 'Near and far', short: 'Near only, faster' },
  backend: 'Run on',
  backends: { auto: 'Automatic', webgl: 'Graphics (WebGL)', wasm: 'Processor (WebAssembly)' },
  theme: 'Colours',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  about: 'Readings are guesses about appearance. Nothing leaves this tab; only these settings are stored.',
} as const;

// Photos

export const PHOTOS = {
  title: 'Photos',
  add: 'Add photos',
  clear: 'Clear',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel the rest',
  saveCsv: 'Save CSV',
  saveJson: 'Save JSON',
  leave: 'Leave',
  columns: {
    name: 'Photo',
    faces: 'Faces',
    age: 'Age',
    gender: 'Gender',
    emotion: 'Emotion',
    smile: 'Smile',
    status: 'Status',
  },
  sortBy: 'Sort by',
  order: 'Order of arrival',
  search: 'Find by name',
  which: 'Photos',
  whiches: { all: 'All', faces: 'With faces', none: 'No face', failed: 'Not read' },
  emotion: 'Emotion',
  gender: 'Gender',
  any: 'Any',
  emptyTitle: 'No photos yet',
  emptyBody: 'Drop some anywhere, paste one, or choose files. Thousands are fine.',
  noMatch: 'No photo fits these filters.',
  resetFilters: 'Show all',
  waiting: 'waiting',
  noFace: 'no face found',
  back: 'Back to the table',
  previous: 'Previous photo',
  next: 'Next photo',
  loadingPicture: 'Opening the picture…',
  noPicture: 'This picture cannot be shown.',
} as const;

export const moreFaces = (n: number): string => `+${count(n)} more`;
export const openPhoto = (name: string): string => `Open ${name}`;
export const photoPlace = (index: number, total: number): string => `${count(index + 1)} of ${count(total)}`;
export const emotionWith = (emotion: Emotion, p: number): string => `${EMOTION_WORDS[emotion]} ${percent(p)}`;
export const facesFound = (n: number): string => (n === 0 ? PHOTOS.noFace : plural(n, 'face'));

/** "37 of 120 read, about 2 min left"; "120 photos"; "37 of 120 read, paused". */
export function photoProgress(photos: PhotosState): string {
  const all = photos.rows.length;
  if (photos.finished >= all) return plural(all, 'photo');
  const done = `${count(photos.finished)} of ${count(all)} read`;
  if (photos.run === 'paused') return `${done}, paused`;
  return photos.leftMs === null ? done : `${done}, ${timeLeft(photos.leftMs)}`;
}

const PHOTO_FAILURE_WORDS: {
  readonly [C in PhotoFailure['code']]: (failure: Of<PhotoFailure, C>) => string;
} = {
  'photo-broken': () => 'not a picture this browser can read',
  'photo-too-large': (failure) => `too large: ${count(failure.megapixels)} megapixels`,
  'photo-failed': () => 'could not be read',
};

export function photoFailureWords(failure: PhotoFailure): string {
  const words = PHOTO_FAILURE_WORDS[failure.code] as (failure: PhotoFailure) => string;
  return words(failure);
}

// Trouble

export const TROUBLE = {
  retry: 'Try again',
  reload: 'Reload the page',
  otherWays: 'Or go on with',
  home: 'Back to the start',
  details: 'Details',
} as const;

const RELOAD_NEXT = 'Reload the page. If it comes back, the server that hosts this page has to be mended.';

export const TROUBLE_WORDS: { readonly [C in Trouble['code']]: (trouble: Of<Trouble, C>) => Words } = {
  'permission-denied': (trouble) =>
    trouble.kind === 'camera'
      ? {
          title: 'The camera is blocked',
          body: 'Your browser does not let this page use the camera.',
          next: 'Allow the camera in the site settings, beside the address, then try again.',
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
  'clip-unsupported': (trouble) => ({
    title: 'The video cannot be played here',
    body: `This browser does not know the format of “${trouble.name}”.`,
    next: 'Choose an MP4 (H.264) or WebM file.',
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
  'no-simd': () => ({
    title: 'This browser is too old',
    body: 'It lacks fast WebAssembly (SIMD), which the face models need.',
    next: 'Use a current Chrome, Edge, Firefox or Safari.',
    way: 'none',
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

/** The last part of an address, which is what a person may recognise. */
function fileOf(url: string): string {
  const path = url.split(/[?#]/)[0] ?? url;
  return path.split('/').filter(Boolean).at(-1) ?? 'a file';
}

export function troubleWords(trouble: Trouble): Words {
  const words = TROUBLE_WORDS[trouble.code] as (trouble: Trouble) => Words;
  return words(trouble);
}

/** What a person may copy into a report: the code and what came with it. */
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

// Notices

export interface NoticeWords {
  readonly text: string;
  /** Stays until dismissed: it says that something does not work. */
  readonly stays: boolean;
}

export const NOTICE_WORDS: {
  readonly [C in NoticeContent['code']]: (content: Of<NoticeContent, C>) => NoticeWords;
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
  'not-media': (content) => ({ text: `“${content.name}” is neither a picture nor a video.`, stays: false }),
  'recording-full': () => ({ text: 'The recording is full. Save it to start another.', stays: true }),
};

export function noticeWords(content: NoticeContent): NoticeWords {
  const words = NOTICE_WORDS[content.code] as (content: NoticeContent) => NoticeWords;
  return words(content);
}

export const NOTICES = { label: 'News', dismiss: 'Dismiss' } as const;

// Title

/** The tab's title tells where the app is. */
export function pageTitle(state: Pick<AppState, 'phase' | 'photos'>, people: number): string {
  const { phase } = state;
  switch (phase.at) {
    case 'welcome':
      return `${NAME}: faces, read in your browser`;
    case 'opening':
      return `${phase.asking ? OPENING.asking[phase.kind] : OPENING.loading} · ${NAME}`;
    case 'live':
      return `${people === 0 ? LIVE.nobody : peopleCount(people)} · ${NAME}`;
    case 'photos':
      return `${state.photos.rows.length === 0 ? PHOTOS.title : photoProgress(state.photos)} · ${NAME}`;
    case 'trouble':
      return `${troubleWords(phase.trouble).title} · ${NAME}`;
  }
}
