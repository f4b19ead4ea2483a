import { EMOTIONS } from '#core/labels.ts';
import type { Reading } from '#core/types.ts';
import { Bar } from '../Bar.tsx';
import { EMOTION_WORDS } from '../words/face.ts';
import { percent } from '../words/numbers.ts';
import { emotionWith } from '../words/photos.ts';

/** The eight probabilities, always in the same order so that they are easy to compare. */
export function EmotionBars({ emotions, dense }: { emotions: Reading['emotions']; dense: boolean }) {
  return (
    <ul className="emotions" data-dense={dense}>
      {EMOTIONS.map((emotion) => {
        const p = emotions[emotion];
        return (
          <li
            key={emotion}
            className="emotion"
            data-faint={p < 0.05}
            title={dense ? emotionWith(emotion, p) : undefined}
          >
            <span className="emotion-name">{EMOTION_WORDS[emotion]}</span>
            <Bar share={p} />
            <span className="emotion-p">{percent(p)}</span>
          </li>
        );
      })}
    </ul>
  );
}
