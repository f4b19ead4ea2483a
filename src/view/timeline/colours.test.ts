import { describe, expect, test } from 'vitest';
import { EMOTIONS } from '#core/labels.ts';
import { contrast } from '../stage/contrast.test-support.ts';
import { AGE_EDGE, AXIS_TEXT, EMOTION_COLOURS, onEmotion, SMILE_COLOUR, TRACK } from './colours.ts';

describe('the colours of the timeline', () => {
  test('stand out from the track, and so do the words on it', () => {
    for (const colour of [...Object.values(EMOTION_COLOURS), SMILE_COLOUR, AGE_EDGE])
      expect(contrast(colour, TRACK), colour).toBeGreaterThan(3);
    expect(contrast(AXIS_TEXT, TRACK)).toBeGreaterThan(4.5);
  });

  test.each(EMOTIONS)('keep the word on the band of %s readable', (emotion) => {
    expect(contrast(onEmotion(emotion), EMOTION_COLOURS[emotion])).toBeGreaterThan(4.5);
  });

  test('are eight different ones', () => {
    expect(new Set(Object.values(EMOTION_COLOURS)).size).toBe(EMOTIONS.length);
  });
});
