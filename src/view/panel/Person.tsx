import { memo } from 'react';
import type { Face } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import { Bar } from '../Bar.tsx';
import { personColour } from '../stage/colours.ts';
import {
  ageAbout,
  ageRange,
  EMOTION_WORDS,
  GENDER_WORDS,
  LOOKING,
  personName,
  sentence,
  smileWord,
} from '../words/face.ts';
import { PERSON } from '../words/live.ts';
import { percent } from '../words/numbers.ts';
import { EmotionBars } from './EmotionBars.tsx';

interface Props {
  readonly face: Face;
  readonly show: Settings['show'];
  /** In a crowd the probabilities are reduced to a strip of bars. */
  readonly dense: boolean;
  /** Called with the person under the pointer or the focus, who is then marked in the picture. */
  readonly onPick: (id: number | null) => void;
}

/** One person as text: number, age range, gender, emotion and smile, or "looking…". */
export const Person = memo(function Person({ face, show, dense, onPick }: Props) {
  const { shown, reading } = face;
  const known = face.settled && shown !== null && reading !== null;
  return (
    <li
      className="person"
      data-looking={!known}
      onPointerEnter={() => onPick(face.id)}
      onPointerLeave={() => onPick(null)}
    >
      <button
        type="button"
        className="swatch"
        aria-label={personName(face.id)}
        title={PERSON.pick}
        style={{ backgroundColor: personColour(face.id) }}
        onFocus={() => onPick(face.id)}
        onBlur={() => onPick(null)}
      >
        {face.id}
      </button>
      {known ? (
        <div className="person-body">
          <p className="person-who">
            {show.age && (
              <span className="person-age">
                <span className="hidden">{`${PERSON.age} `}</span>
                <strong>{ageRange(shown)}</strong>
                <span className="quiet">{ageAbout(shown)}</span>
              </span>
            )}
            {show.gender && (
              <span className="person-gender" data-unsure={shown.gender === 'unsure'}>
                <span className={shown.gender === 'unsure' ? 'quiet' : 'hidden'}>{`${PERSON.gender} `}</span>
                <span>{GENDER_WORDS[shown.gender]}</span>
              </span>
            )}
          </p>
          {show.emotion && (
            <>
              <p className="person-line">
                <span>
                  <span className="quiet">{`${PERSON.looks} `}</span>
                  <b>{EMOTION_WORDS[shown.emotion]}</b>
                </span>
                <span className="figure">{percent(reading.emotions[shown.emotion])}</span>
              </p>
              <EmotionBars emotions={reading.emotions} dense={dense} />
            </>
          )}
          {show.smile && (
            <p className="person-line person-smile">
              <span>{sentence(smileWord(shown.smiling))}</span>
              <Bar share={reading.smile} />
              <span className="figure">{percent(reading.smile)}</span>
            </p>
          )}
        </div>
      ) : (
        <p className="person-body looking">{LOOKING}</p>
      )}
    </li>
  );
});
