import { EMOTIONS, type Emotion } from '#core/labels.ts';
import { filesBelow, picturesByName } from '../../../lab/files.ts';
import { type Candidate, NO_LABELS } from '../sample.ts';
import { readLabelLists } from './label-list.ts';
import type { SetReader } from './set.ts';

/** RAF-DB's own numbers, 1 to 7. */
const CODES: readonly Emotion[] = ['surprise', 'fear', 'disgust', 'happiness', 'sadness', 'anger', 'neutral'];

/** RAF-DB basic, aligned: test_labels.csv and train_labels.csv (image, label) and the pictures in any folders. */
export const readRafDb: SetReader = (place, all) => {
  const files = filesBelow(place.folder);
  const lists = all ? ['test_labels.csv', 'train_labels.csv'] : ['test_labels.csv'];
  const pictures = picturesByName(files);
  let missing = 0;
  const candidates = readLabelLists(place, files, lists).flatMap(([name, code]): Candidate[] => {
    const emotion = CODES[Number(code) - 1];
    if (!name || !emotion) return [];
    const path = pictures.get(name);
    if (path) return [{ path, labels: { ...NO_LABELS, emotion } }];
    missing += 1;
    return [];
  });
  return {
    candidates,
    heldOutBelow: null,
    emotions: EMOTIONS.filter((emotion) => CODES.includes(emotion)),
    leftOut: { 'in the table, no picture': missing },
  };
};
