import type { EngineState } from '#store/state.ts';
import { bytesOf } from './numbers.ts';

export const NAME = 'Mien';

export const WELCOME = {
  heading: 'What does a face seem to say?',
  lede: 'Mien guesses the age, gender, emotion and smile of every face it sees, live, as you watch.',
  camera: 'Use the camera',
  files: 'Photos or a video',
  sample: 'Watch a sample',
  screen: 'Share a screen or tab',
  booth: 'For a booth',
  hint: 'Or drop pictures anywhere on this page, or paste one.',
  promises: [
    {
      title: 'It stays in this tab',
      body: 'Pictures are read by your own device. Nothing is sent; only your settings and the page itself are kept.',
    },
    {
      title: 'Guesses about appearance',
      body: 'A computer estimates how a face looks. It does not know who somebody is, how old they are, their gender or what they feel.',
    },
    {
      title: 'Honest about doubt',
      body: 'Age comes as a range, and where the picture does not say enough, the page says “not sure”.',
      more: 'What is withheld, and when',
    },
  ],
  /** The lines of the label in the drawing. */
  plate: ['age range · gender', 'emotion · smile'],
  sampleNote:
    'The sample shows public-domain pictures of NASA and US federal archives. Nobody endorses anything.',
  licences: 'Licences',
} as const;

/** The state of the engine in one line, shown while it loads in the background. */
export function engineLine(engine: EngineState): string {
  switch (engine.state) {
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
  body: 'Photos, folders of photos, or one video. They stay on this device.',
} as const;
