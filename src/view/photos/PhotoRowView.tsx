import { memo, type ReactNode } from 'react';
import type { Head } from '#core/labels.ts';
import type { Face } from '#core/types.ts';
import type { PhotoRow } from '#store/state.ts';
import { Bar } from '../Bar.tsx';
import {
  ageRange,
  EMOTION_WORDS,
  GENDER_WORDS,
  nothingWords,
  reasonWords,
  shownAge,
  smileWord,
  withheldWords,
} from '../words/face.ts';
import { count, percent } from '../words/numbers.ts';
import { facesFound, moreFaces, openPhoto, PHOTOS, photoFailureWords, someFaces } from '../words/photos.ts';
import { facesOf } from './order.ts';
import { Thumbnail } from './Thumbnail.tsx';

/** At most this many faces are listed, so that all rows have the same height; the others are counted. */
const LINES = 3;

export interface RowProps {
  readonly row: PhotoRow;
  /** The row's position in the table from 1. Screen readers need it because only visible rows exist. */
  readonly place: number;
  readonly top: number;
  readonly height: number;
  readonly onOpen: (id: number) => void;
}

/** One photo on a wide page: a table row with a line for each face. */
export const WideRow = memo(function WideRow({ row, place, top, height, onOpen }: RowProps) {
  const faces = facesOf(row);
  return (
    <tr
      aria-rowindex={place + 1}
      className="row"
      data-at={row.status.state}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <td className="cell cell-name">
        <Thumbnail row={row} />
        <OpenButton row={row} onOpen={onOpen} />
      </td>
      <td className="cell figure">{row.status.state === 'done' ? count(faces.length) : ''}</td>
      <Lines faces={faces} of={(face) => <AgeCell face={face} />} counted />
      <Lines faces={faces} of={(face) => <GenderCell face={face} />} />
      <Lines faces={faces} of={(face) => <EmotionCell face={face} />} />
      <Lines faces={faces} of={(face) => <SmileCell face={face} />} />
      <td className="cell cell-status">{statusWord(row)}</td>
    </tr>
  );
});

/** One photo on a narrow page: a card that describes the first faces. */
export const NarrowRow = memo(function NarrowRow({ row, place, top, height, onOpen }: RowProps) {
  const faces = facesOf(row);
  return (
    <tr
      aria-rowindex={place + 1}
      className="row card"
      data-at={row.status.state}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <td className="cell cell-name">
        <Thumbnail row={row} />
        <div className="card-body">
          <OpenButton row={row} onOpen={onOpen} />
          {faces.slice(0, 2).map((face) => (
            <CardLine key={face.id} face={face} />
          ))}
          <span className="card-line quiet">
            {faces.length > 2 ? moreFaces(faces.length - 2) : statusWord(row)}
          </span>
        </div>
      </td>
    </tr>
  );
});

/** Its style stretches the button over the row: the whole row can be clicked, and the keyboard reaches the button. */
function OpenButton({ row, onOpen }: { row: PhotoRow; onOpen: (id: number) => void }) {
  return (
    <button
      type="button"
      className="row-open"
      data-row={row.id}
      aria-label={openPhoto(row.name)}
      title={row.name}
      onClick={() => onOpen(row.id)}
    >
      {row.name}
    </button>
  );
}

interface LinesProps {
  readonly faces: readonly Face[];
  readonly of: (face: Face) => ReactNode;
  /** Whether to show the number of faces that are not listed. */
  readonly counted?: boolean;
}

function Lines({ faces, of, counted = false }: LinesProps) {
  const rest = faces.length - LINES;
  return (
    <td className="cell lines">
      {faces.slice(0, LINES).map((face) => (
        <span key={face.id} className="line">
          {of(face)}
        </span>
      ))}
      {rest > 0 && <span className="line quiet small">{counted ? moreFaces(rest) : ''}</span>}
    </td>
  );
}

/** Everything about one face of a card: "31–38 woman, happy, smiling". */
function CardLine({ face }: { face: Face }) {
  const { shown, withheld } = face;
  if (shown === null) return null;
  const nothing = nothingWords(face, ALL);
  const age = shownAge(shown);
  const words = [
    withheld.age && withheldWords('age', withheld.age),
    withheld.gender ? withheldWords('gender', withheld.gender) : shown.gender && GENDER_WORDS[shown.gender],
    withheld.emotion
      ? withheldWords('emotion', withheld.emotion)
      : shown.emotion && EMOTION_WORDS[shown.emotion],
    withheld.smile ? withheldWords('smile', withheld.smile) : shown.smiling && smileWord(true),
  ].filter(Boolean);
  return (
    <span className="card-line">
      {age !== null && <b className="figure">{ageRange(age)}</b>}
      <span>{` ${nothing ?? words.join(', ')}`}</span>
    </span>
  );
}

const ALL = { age: true, gender: true, emotion: true, smile: true };

/** Why an attribute is missing in its cell. */
function Reason({ face, head }: { face: Face; head: Head }) {
  const reason = face.withheld[head];
  return reason === undefined ? null : <span className="quiet small">{reasonWords(head, reason)}</span>;
}

function AgeCell({ face }: { face: Face }) {
  const age = face.shown && shownAge(face.shown);
  return age === null ? <Reason face={face} head="age" /> : <span>{ageRange(age)}</span>;
}

function GenderCell({ face }: { face: Face }) {
  const gender = face.shown?.gender ?? null;
  return gender === null ? <Reason face={face} head="gender" /> : <span>{GENDER_WORDS[gender]}</span>;
}

function EmotionCell({ face }: { face: Face }) {
  const { reading } = face;
  const emotion = face.shown?.emotion ?? null;
  if (emotion === null || reading === null) return <Reason face={face} head="emotion" />;
  const p = reading.emotions[emotion];
  return (
    <>
      <span className="line-word">{EMOTION_WORDS[emotion]}</span>
      <Bar share={p} />
      <span className="figure quiet">{percent(p)}</span>
    </>
  );
}

function SmileCell({ face }: { face: Face }) {
  const { reading } = face;
  const smiling = face.shown?.smiling ?? null;
  if (smiling === null || reading === null) return <Reason face={face} head="smile" />;
  return <span className={smiling ? 'figure' : 'figure quiet'}>{percent(reading.smile)}</span>;
}

function statusWord(row: PhotoRow): string {
  const { status } = row;
  switch (status.state) {
    case 'waiting':
      return PHOTOS.waiting;
    case 'failed':
      return photoFailureWords(status.failure);
    case 'done':
      return [
        status.faces.length === 0 && facesFound(0),
        status.seen && someFaces(status.faces.length, status.seen),
        status.animated && PHOTOS.oneFrame,
      ]
        .filter(Boolean)
        .join('; ');
  }
}
