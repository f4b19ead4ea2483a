import type { Face } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import {
  ageRange,
  EMOTION_WORDS,
  GENDER_UNSURE,
  GENDER_WORDS,
  LOOKING,
  nothingWords,
  reasonWords,
  shownAge,
  smileWord,
  withheldWords,
} from '../words/face.ts';

/** The amount of text on a label, longest first; crowds get shorter labels. */
export type Detail = 'full' | 'brief' | 'least' | 'number';
/** All levels of detail, from the longest to the shortest label. */
export const DETAILS: readonly Detail[] = ['full', 'brief', 'least', 'number'];

/**
 * The lines of a face's label after its number; the first is bold. Empty if the settings show nothing.
 *
 * An attribute that the picture is too poor for is left out for lack of room, and named next to the picture; if none
 * is left, the label is the reason. Doubt of the network, and a covered part of the face, are always named.
 */
export function labelLines(face: Face, show: Settings['show'], detail: Detail): readonly string[] {
  if (detail === 'number' || !Object.values(show).includes(true)) return [];
  if (!face.settled || face.shown === null) return [LOOKING];
  const nothing = nothingWords(face, show);
  if (nothing !== null) return [nothing];
  const { shown, withheld } = face;
  const who: string[] = [];
  const how: string[] = [];
  const age = shownAge(shown);
  if (show.age && age !== null) who.push(ageRange(age));
  if (show.age && withheld.age === 'not-sure') who.push(withheldWords('age', 'not-sure'));
  if (show.age && withheld.age === 'covered') who.push(reasonWords('age', 'covered'));
  if (show.gender && shown.gender !== null)
    who.push(shown.gender === 'unsure' ? GENDER_UNSURE : GENDER_WORDS[shown.gender]);
  if (show.emotion && shown.emotion !== null) how.push(EMOTION_WORDS[shown.emotion]);
  if (show.emotion && withheld.emotion === 'not-sure') how.push(withheldWords('emotion', 'not-sure'));
  const mouth = [show.emotion && withheld.emotion, show.smile && withheld.smile];
  if (mouth.includes('covered')) how.push(reasonWords('emotion', 'covered'));
  if (show.smile && shown.smiling === true) how.push(smileWord(true));
  if (show.smile && shown.smiling === false && !show.emotion) how.push(smileWord(false));
  const lines = [who, how].filter((words) => words.length > 0);
  if (detail === 'full') return lines.map((words) => words.join(' · '));
  if (detail === 'brief') return lines.slice(0, 1).map((words) => words.join(' · '));
  return lines.slice(0, 1).map((words) => words[0] ?? '');
}
