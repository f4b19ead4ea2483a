import type { Attributes } from '#core/booth/attributes.ts';
import type { Figures } from '#core/booth/figures.ts';
import { clockTime } from '#core/booth/hours.ts';
import type { ShowView } from '../show/run.ts';

export const SHOW = {
  mirror: 'Mirror',
  people: 'People',
  card: 'Scan to take this guess along',
  cardQr: 'QR code of a link with this guess',
  loading: 'Getting ready',
  asking: 'Presenter: allow the camera',
  askingBody:
    'Press “Allow” in the question that the browser shows at the top of the window. The set-up page says how the browser stops asking.',
  retry: 'Try again',
  setUp: 'Open the set-up',
  paused: 'Back in a moment',
  pausedBody: 'The camera is off.',
  closed: 'Closed now',
  opens: (minutes: number) => `Opens again at ${clockTime(minutes)}`,
  holding: 'Keep holding for the presenter’s panel',
  pin: 'Presenter’s PIN',
  wrongPin: 'That is not the PIN.',
  erase: 'Delete',
  cancel: 'Cancel',
} as const;

/** Seconds after which the show says that nothing more follows, because a lone visitor does not know when to go. */
const ENOUGH_SECONDS = 8;

/** The large line of the show: one idea at a time. */
export function captionOf({ phase, phaseSeconds, people, last }: ShowView): string {
  switch (phase) {
    case 'empty':
      return 'Look into the mirror';
    case 'far':
      return 'Come closer';
    case 'reading':
      return people > 1 ? 'Looking at you all…' : 'Looking at you…';
    case 'shown':
      return phaseSeconds < ENOUGH_SECONDS ? 'Only a guess' : 'That is all. Step away and it is gone.';
    case 'left':
      return last.length === 0 ? 'Goodbye' : `Last guess: ${last.join(' · ')}`;
  }
}

const percent = (part: number): string => `${Math.round(part * 100)} of 100`;
const years = (n: number): string => n.toFixed(0);

/**
 * Lines on how it works and where it errs, one at a time. Those with figures are left out where the card has none, and
 * so are those about attributes that are not shown.
 */
export function explainingLines(show: Attributes, figures: Figures | null): readonly string[] {
  const many = show.age || show.emotion || show.gender;
  return [
    'The picture stays in this device, and each one is forgotten at once.',
    many
      ? 'It guesses how a face looks. It does not know who you are.'
      : 'It looks for a smile. It does not know who you are.',
    ...(figures === null ? [] : linesWithFigures(show, figures)),
    'Glasses, hats, hands and little light confuse it.',
    ...(show.emotion
      ? ['A face can look sad and belong to a happy person. It cannot know what you feel.']
      : []),
    'Where it is not sure, it says so.',
  ];
}

function linesWithFigures(show: Attributes, figures: Figures): readonly string[] {
  const { ageError, ageInside, smileRight, emotionRight, fearRight, childGenderRight, side } = figures;
  return [
    `Of each face it sees no more than ${side} × ${side} dots.`,
    ...(show.age
      ? [
          `In tests its ages were off by ${years(ageError[0])} to ${years(ageError[1])} years on average.`,
          `In tests ${percent(ageInside)} ages were inside the range that it names, or more.`,
        ]
      : []),
    `In tests it was right about ${percent(smileRight)} smiles.`,
    ...(show.emotion
      ? [
          `In tests it named the emotion that people saw for ${percent(emotionRight)} faces. Of fear only for ${percent(fearRight)}.`,
        ]
      : []),
    ...(show.gender
      ? [`It is often wrong about children: in tests it named the gender of ${percent(childGenderRight)}.`]
      : []),
  ];
}

/** How long each of these lines stays, seconds. */
export const LINE_SECONDS = 12;
