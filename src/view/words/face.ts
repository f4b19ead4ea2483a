import type { Emotion } from '#core/labels.ts';
import type { Face, Shown, ShownGender } from '#core/types.ts';
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

/** The interval: "31–38", or one number where both ends meet. */
export const ageRange = (shown: Pick<Shown, 'low' | 'high'>): string =>
  shown.low === shown.high ? count(shown.low) : `${count(shown.low)}–${count(shown.high)}`;
/** The estimate without its interval: "about 34". */
export const ageAbout = (shown: Pick<Shown, 'years'>): string => `about ${count(shown.years)}`;
export const smileWord = (smiling: boolean): string => (smiling ? 'smiling' : 'not smiling');
export const personName = (id: number): string => `Person ${count(id)}`;
export const LOOKING = 'looking…';
/** Capitalizes the first letter. */
export const sentence = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** One person, limited to what the settings show: "about 34, woman, happy, smiling". */
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
