import type { CoverStyle } from '#core/cover.ts';
import type { Film, Rendering } from '#store/state.ts';
import { bytesOf, clock, count, framesPerSecond, plural, timeLeft } from './numbers.ts';

/** What the faces of a film look like. */
export type FilmFaces = 'shown' | CoverStyle;

/** Texts of films of the live picture, and of videos that are rendered whole. */
export const FILM = {
  labels: 'Labels',
  labelChoices: { with: 'With labels', without: 'Without' },
  faces: 'Faces',
  faceChoices: {
    shown: 'As they are',
    solid: 'Solid',
    pixelated: 'Pixelated',
    blurred: 'Blurred',
  } satisfies Record<FilmFaces, string>,
  covers:
    'Whoever is found is covered in the frames before and after, too, and the last half second of a live film is left out. The whole picture is covered while more faces are seen than the settings allow. A face that is never found stays uncovered: look at the film before you share it.',
  limit: 'At most 10 minutes or 500 MB, without sound. Nothing is stored until you save it.',
  start: 'Start filming',
  wholeTitle: 'The whole video',
  whole:
    'Reads every frame, however long that takes, and makes an annotated video and a table with one line per face and frame. The picture pauses meanwhile.',
  render: 'Render the whole video…',
  strip: 'Film',
  pause: 'Pause filming',
  resume: 'Go on filming',
  stop: 'Stop and save',
  save: 'Save film',
  drop: 'Discard film',
  close: 'Close',
} as const;

const ENDED: { readonly [W in NonNullable<Film['ended']>]: string } = {
  limit: 'The film is as long as a film can be. Save it to start another.',
  source: 'The picture ended. The film is kept until you save or discard it.',
  encoder:
    'The browser stopped writing the film, and nothing of it is left. Close other programs, then start again.',
  'no-encoder': 'This browser cannot write video. Use a newer one, for example Firefox or Chrome.',
  nothing: 'The film has no picture.',
  'not-loaded': 'This part of the page could not be loaded. Check the connection, then start again.',
};

/** Why a film ended; null while it runs, and where the user ended it. */
export const filmNews = ({ ended }: Film): string | null => (ended === null ? null : ENDED[ended]);

/** The length and size of a film: "0:12 · 3.4 MB", and what it waits for. */
export function filmFigures({ state, ms, bytes }: Film): string {
  if (state === 'starting') return 'Waiting for the picture…';
  const figures = `${clock(ms / 1000)} · ${bytesOf(bytes, 0)}`;
  if (state === 'ending') return `${figures} · finishing…`;
  return state === 'paused' ? `${figures} · paused` : figures;
}

export const RENDERING = {
  title: 'Rendering the whole video',
  progress: 'Progress',
  cancel: 'Cancel',
  done: 'The video is rendered',
  failed: 'The video is not rendered',
  table: 'Save table (CSV)',
  noVideo: 'This browser cannot write video, so there is only the table.',
  close: 'Close',
} as const;

type Running = Extract<Rendering, { state: 'running' }>;
type Done = Extract<Rendering, { state: 'done' }>;
type Failed = Extract<Rendering, { state: 'failed' }>;

/** "43% · 12 fps · about 3 min left". */
export function renderingFigures({ share, fps, leftMs }: Running): string {
  if (fps === null) return 'Opening the video…';
  const figures = `${count(Math.floor(share * 100))}% · ${framesPerSecond(fps)}`;
  return leftMs === null ? figures : `${figures} · ${timeLeft(leftMs)}`;
}

export const videoButton = (bytes: number): string => `Save video (${bytesOf(bytes, 0)})`;

/** What came out: "312 frames were read.", and what became of the sound. */
export function doneWords({ frames, video, sound }: Done): string {
  const read = `${plural(frames, 'frame')} ${frames === 1 ? 'was' : 'were'} read.`;
  if (video === null) return `${read} ${RENDERING.noVideo}`;
  if (sound === 'left-out')
    return `${read} Its sound is of a kind that cannot be copied, so the video is silent.`;
  return read;
}

const FAILED: { readonly [W in Failed['why']]: string } = {
  'not-loaded': 'This part of the page could not be loaded. Check the connection, then try again.',
  gone: 'The video’s file was moved, changed or deleted. Open it again.',
  'not-decodable':
    'This browser plays this video but does not give its single frames. Open it in another one, for example Chrome.',
  damaged: 'The video is damaged',
  encoder: 'The browser stopped writing the video. Close other programs, then try again.',
  engine: 'The face reader failed. Try again.',
};

/** Why nothing came out, in one or two sentences. */
export function failedWords({ why, seconds }: Failed): string {
  return why === 'damaged'
    ? `${FAILED.damaged} after ${clock(seconds)}, so it cannot be read whole.`
    : FAILED[why];
}
