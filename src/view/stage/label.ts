import type { Face } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import { ageRange, EMOTION_WORDS, GENDER_UNSURE, GENDER_WORDS, LOOKING, smileWord } from '../words/face.ts';

/** The amount of text on a label, longest first; crowds get shorter labels. */
export type Detail = 'full' | 'brief' | 'least' | 'number';
/** All levels of detail, from the longest to the shortest label. */
export const DETAILS: readonly Detail[] = ['full', 'brief', 'least', 'number'];

/** The lines of a face's label after its number; the first is bold. Empty if the settings show nothing. */
export function labelLines(face: Face, show: Settings['show'], detail: Detail): readonly string[] {
  if (detail === 'number' || !Object.values(show).includes(true)) return [];
  if (!face.settled || face.shown === null) return [LOOKING];
  const { shown } = face;
  const who: string[] = [];
  const how: string[] = [];
  if (show.age) who.push(ageRange(shown));
  if (show.gender) who.push(shown.gender === 'unsure' ? GENDER_UNSURE : GENDER_WORDS[shown.gender]);
  if (show.emotion) how.push(EMOTION_WORDS[shown.emotion]);
  if (show.smile && shown.smiling) how.push(smileWord(true));
  if (show.smile && !show.emotion && how.length === 0) how.push(smileWord(false));
  const lines = [who, how].filter((words) => words.length > 0);
  if (detail === 'full') return lines.map((words) => words.join(' · '));
  if (detail === 'brief') return lines.slice(0, 1).map((words) => words.join(' · '));
  return lines.slice(0, 1).map((words) => words[0] ?? '');
}
