import { type Emotion, HEADS, type Head } from '#core/labels.ts';
import type { Face, Shown, ShownGender, WithheldReason, Words } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import { count, peopleOf } from './numbers.ts';

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

/** The text without a heading, on a label or in the spoken summary. */
export const GENDER_UNSURE = 'gender not sure';

const WITHHELD_WORDS: { readonly [R in WithheldReason]: string } = {
  'too-far': 'too far away',
  'too-dark': 'too dark',
  'too-blurred': 'too blurred',
  'turned-away': 'turned away',
  covered: 'face covered',
  'not-sure': 'not sure',
};

/** What is said of an attribute whose part of the face is covered; gender needs eyes or mouth. */
const COVERED_WORDS: { readonly [H in Head]: string } = {
  age: 'eyes covered',
  gender: WITHHELD_WORDS.covered,
  emotion: 'mouth covered',
  smile: 'mouth covered',
};

/** Why an attribute is not shown: "too far away", "mouth covered". */
export const reasonWords = (head: Head, reason: WithheldReason): string =>
  reason === 'covered' ? COVERED_WORDS[head] : WITHHELD_WORDS[reason];

/** An attribute that is not shown, with its name: "age: too far away", "age not sure". */
export const withheldWords = (head: Head, reason: WithheldReason): string =>
  `${head}${reason === 'not-sure' ? '' : ':'} ${reasonWords(head, reason)}`;

/**
 * Why nothing is shown, if all that the settings show are withheld: the reason of the first attribute, but rather what
 * is covered than the doubt that comes of it. If different parts are covered, the face is.
 */
export function nothingWords({ withheld }: Pick<Face, 'withheld'>, show: Settings['show']): string | null {
  const wanted = HEADS.filter((head) => show[head]);
  const reasons = wanted.flatMap((head) => withheld[head] ?? []);
  const [first] = reasons;
  if (first === undefined || reasons.length < wanted.length) return null;
  const parts = new Set(
    wanted.filter((head) => withheld[head] === 'covered').map((head) => COVERED_WORDS[head]),
  );
  const [part] = parts;
  if (part === undefined || (first !== 'covered' && first !== 'not-sure')) return WITHHELD_WORDS[first];
  return parts.size === 1 ? part : WITHHELD_WORDS.covered;
}

/** The age of what is shown; null if it is withheld. */
export function shownAge({ years, low, high }: Shown): Pick<Words, 'years' | 'low' | 'high'> | null {
  return years === null || low === null || high === null ? null : { years, low, high };
}

/** The interval: "31–38", or one number where both ends meet. */
export const ageRange = (shown: Pick<Words, 'low' | 'high'>): string =>
  shown.low === shown.high ? count(shown.low) : `${count(shown.low)}–${count(shown.high)}`;
/** The estimate without its interval: "about 34". */
export const ageAbout = (shown: Pick<Words, 'years'>): string => `about ${count(shown.years)}`;
export const smileWord = (smiling: boolean): string => (smiling ? 'smiling' : 'not smiling');
export const personName = (id: number): string => `Person ${count(id)}`;
export const LOOKING = 'looking…';
/** Capitalizes the first letter. */
export const sentence = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** One person, limited to what the settings show: "about 34, woman, happy, smiling". */
function personSummary(face: Face, show: Settings['show']): string {
  if (!face.settled || face.shown === null) return 'still looking';
  const { shown, withheld } = face;
  const nothing = nothingWords(face, show);
  if (nothing !== null) return nothing;
  const age = shownAge(shown);
  const words: { readonly [H in Head]: string | null } = {
    age: age && ageAbout(age),
    gender: shown.gender === 'unsure' ? GENDER_UNSURE : shown.gender && GENDER_WORDS[shown.gender],
    emotion: shown.emotion && EMOTION_WORDS[shown.emotion],
    smile: shown.smiling === true ? smileWord(true) : null,
  };
  const parts = HEADS.filter((head) => show[head]).flatMap((head) => {
    const reason = withheld[head];
    return reason === undefined ? (words[head] ?? []) : withheldWords(head, reason);
  });
  return parts.length > 0 ? parts.join(', ') : 'seen';
}

/**
 * The text of the live region: "2 people. Person 1: about 34, man, happy. Person 2: …".
 *
 * @param seen the number of people detected, including those that are not among `faces`.
 */
export function spokenSummary(faces: readonly Face[], show: Settings['show'], seen: number): string {
  if (faces.length === 0) return 'Nobody in the picture.';
  const spoken = faces.slice(0, 4).map((face) => `${personName(face.id)}: ${personSummary(face, show)}.`);
  const rest = faces.length > 4 ? ` And ${count(faces.length - 4)} more.` : '';
  return `${peopleOf(faces.length, seen)}. ${spoken.join(' ')}${rest}`;
}
