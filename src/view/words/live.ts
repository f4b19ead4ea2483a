import type { EngineState, LiveSource, Recording } from '#store/state.ts';
import { clock, plural } from './numbers.ts';

export const LIVE = {
  stage: 'Stage',
  people: 'People',
  nobody: 'Nobody in the picture',
  nobodyBody: 'Faces appear here as soon as one is seen.',
  noPicture: 'The camera gives no picture',
  noPictureBody: 'A call or another program may hold it. The picture goes on by itself.',
  frozen: 'The camera repeats one picture',
  frozenBody: 'Unplug it and plug it in again, or choose another camera.',
  black: 'The picture is black',
  blackBody: 'The camera may be covered or switched off, or there is no light.',
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
  saveExcel: 'CSV for Excel',
  saveJson: 'Save JSON',
  dropRecording: 'Discard',
  starting: 'Starting again…',
} as const;

/** What is wrong with a camera's picture: the news over the stage, and what may help. Null for nothing. */
export function pictureNews({
  silent,
  picture,
}: Pick<LiveSource, 'silent' | 'picture'>): { readonly title: string; readonly body: string } | null {
  if (silent) return { title: LIVE.noPicture, body: LIVE.noPictureBody };
  if (picture === 'frozen') return { title: LIVE.frozen, body: LIVE.frozenBody };
  if (picture === 'black') return { title: LIVE.black, body: LIVE.blackBody };
  return null;
}

/** The state of the recording: "12 rows", or "12 rows not saved" once it has ended. */
export const recordingRows = ({ rows, running }: Recording): string =>
  running ? plural(rows, 'row') : `${plural(rows, 'row')} not saved`;
export const speedWord = (rate: number): string => `${rate}×`;
/** The position in a clip, for screen readers: "0:07 of 1:23". Both are in seconds. */
export const positionWord = (position: number, duration: number): string =>
  `${clock(position)} of ${clock(duration)}`;

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
/** Formats the largest deviation of a logit from the reference: "0.004". */
export const modelDeviation = (error: number): string => (error < 0.001 ? 'below 0.001' : error.toFixed(3));

export const PERSON = { age: 'Age', gender: 'Gender', looks: 'Looks', pick: 'Mark in the picture' } as const;

type Backend = Extract<EngineState, { state: 'ready' }>['info']['backend'];
export const BACKEND_WORDS: { readonly [B in Backend]: string } = { webgl: 'WebGL', wasm: 'WebAssembly' };
