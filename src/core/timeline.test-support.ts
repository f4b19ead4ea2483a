import { someFace } from './face.test-support.ts';
import { EMOTIONS, type Emotion } from './labels.ts';
import { addResult, EMPTY_TIMELINE, type Timeline } from './timeline.ts';
import type { Face, Reading, Shown } from './types.ts';

const emotionsOf = (emotion: Emotion): Reading['emotions'] =>
  Object.fromEntries(EMOTIONS.map((name) => [name, name === emotion ? 0.86 : 0.02])) as Reading['emotions'];

/** A face that was read; null in `about` withholds. */
export function readFace(id: number, about: Partial<Shown> = {}): Face {
  const shown = { years: 34, low: 31, high: 38, gender: 'man', emotion: 'neutral', smiling: false, ...about };
  return someFace({
    id,
    shown: shown as Shown,
    reading: {
      age: { years: 34, low: 31, high: 38 },
      woman: 0.1,
      emotions: emotionsOf(about.emotion ?? 'neutral'),
      smile: about.smiling ? 0.9 : 0.1,
    },
  });
}

/** A result of the time `at`, milliseconds. */
export interface Read {
  readonly at: number;
  readonly faces: readonly Face[];
}

/** Results every `everyMs` of [from, to), milliseconds. */
export function every(everyMs: number, from: number, to: number, faces: (at: number) => readonly Face[]) {
  const count = Math.ceil((to - from) / everyMs);
  return Array.from({ length: count }, (_, i): Read => {
    const at = from + i * everyMs;
    return { at, faces: faces(at) };
  });
}

/** The timeline after these results; `clipMs` as in addResult. */
export function timelineOf(
  results: readonly Read[],
  clipMs: number | null = null,
  before: Timeline = EMPTY_TIMELINE,
): Timeline {
  return results.reduce((timeline, result) => addResult(timeline, result, clipMs), before);
}
