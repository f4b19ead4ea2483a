import type { Emotion } from '#core/labels.ts';
import { PLATE, PLATE_QUIET, PLATE_TEXT, SWATCH_TEXT } from '../stage/colours.ts';

/**
 * Okabe and Ito's eight colours, distinguishable with colour blindness too, with grey for their black. The drawing is
 * dark in both themes, like the stage. https://jfly.uni-koeln.de/color/
 */
export const EMOTION_COLOURS: { readonly [E in Emotion]: string } = {
  neutral: '#9aa1ad',
  happiness: '#f0e442',
  surprise: '#56b4e9',
  sadness: '#0072b2',
  anger: '#d55e00',
  disgust: '#009e73',
  fear: '#cc79a7',
  contempt: '#e69f00',
};

/** The colour of a word on an emotion's band. */
export const onEmotion = (emotion: Emotion): string => (emotion === 'sadness' ? PLATE_TEXT : SWATCH_TEXT);

/** Behind the bands: also what a gap looks like. */
export const TRACK = PLATE;
export const SMILE_COLOUR = PLATE_TEXT;
export const AGE_EDGE = PLATE_QUIET;
export const AGE_FILL = 'rgb(201 204 211 / 0.2)';
export const AXIS_TEXT = PLATE_QUIET;
