import { memo } from 'react';
import type { Head } from '#core/labels.ts';
import type { Face, Shown } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import { Bar } from '../Bar.tsx';
import { personColour } from '../stage/colours.ts';
import { COVER } from '../words/cover.ts';
import {
  ageAbout,
  ageRange,
  EMOTION_WORDS,
  GENDER_WORDS,
  LOOKING,
  nothingWords,
  personName,
  sentence,
  shownAge,
  smileWord,
  withheldWords,
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
  /** Whether the face is shown although faces are covered. */
  readonly uncovered: boolean;
  /** Shows or covers the face; null where nobody can be picked. */
  readonly onUncover: ((id: number, uncovered: boolean) => void) | null;
}

/** One person as text: number, age range, gender, emotion and smile, or why they are missing; or "looking…". */
export const Person = memo(function Person({ face, show, dense, onPick, uncovered, onUncover }: Props) {
  const { shown, reading } = face;
  const known = face.settled && shown !== null && reading !== null;
  const nothing = known ? nothingWords(face, show) : null;
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
      {known && nothing === null ? (
        <div className="person-body">
          <p className="person-who">
            {show.age && <AgeLine face={face} shown={shown} />}
            {show.gender && <GenderLine face={face} shown={shown} />}
          </p>
          {show.emotion &&
            (shown.emotion === null ? (
              <WithheldLine head="emotion" face={face} />
            ) : (
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
            ))}
          {show.smile &&
            (shown.smiling === null ? (
              <WithheldLine head="smile" face={face} />
            ) : (
              <p className="person-line person-smile">
                <span>{sentence(smileWord(shown.smiling))}</span>
                <Bar share={reading.smile} />
                <span className="figure">{percent(reading.smile)}</span>
              </p>
            ))}
        </div>
      ) : (
        <p className="person-body looking">{nothing ?? LOOKING}</p>
      )}
      {onUncover !== null && (
        <button
          type="button"
          className="button person-cover"
          aria-label={`${uncovered ? COVER.hide : COVER.show}: ${personName(face.id)}`}
          onClick={() => onUncover(face.id, !uncovered)}
        >
          <span>{uncovered ? COVER.hide : COVER.show}</span>
        </button>
      )}
    </li>
  );
});

interface LineProps {
  readonly face: Face;
  readonly shown: Shown;
}

function AgeLine({ face, shown }: LineProps) {
  const age = shownAge(shown);
  if (age === null) return <WithheldWords head="age" face={face} />;
  return (
    <span className="person-age">
      <span className="hidden">{`${PERSON.age} `}</span>
      <strong>{ageRange(age)}</strong>
      <span className="quiet">{ageAbout(age)}</span>
    </span>
  );
}

function GenderLine({ face, shown: { gender } }: LineProps) {
  if (gender === null) return <WithheldWords head="gender" face={face} />;
  return (
    <span className="person-gender" data-unsure={gender === 'unsure'}>
      <span className={gender === 'unsure' ? 'quiet' : 'hidden'}>{`${PERSON.gender} `}</span>
      <span>{GENDER_WORDS[gender]}</span>
    </span>
  );
}

function WithheldLine(props: { readonly head: Head; readonly face: Face }) {
  return (
    <p className="person-line">
      <WithheldWords {...props} />
    </p>
  );
}

function WithheldWords({ head, face }: { readonly head: Head; readonly face: Face }) {
  const reason = face.withheld[head];
  return reason === undefined ? null : <span className="quiet">{sentence(withheldWords(head, reason))}</span>;
}
