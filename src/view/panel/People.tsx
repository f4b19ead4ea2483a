import type { Face } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import { LIVE } from '../words/live.ts';
import { peopleOf } from '../words/numbers.ts';
import { Person } from './Person.tsx';
import './panel.css';

/** With more people than this the cards are dense. */
const ROOMY = 3;

interface Props {
  readonly faces: readonly Face[];
  /** The number of people detected, including those that are not among `faces`. */
  readonly seen: number;
  readonly show: Settings['show'];
  readonly onPick: (id: number | null) => void;
  /** Whose faces are shown although faces are covered, and how to change that; null or left out for no such choice. */
  readonly cover?: {
    readonly uncovered: readonly number[];
    readonly uncover: (id: number, uncovered: boolean) => void;
  } | null;
  /** Shown instead of an empty list. */
  readonly empty: { readonly title: string; readonly body: string };
}

/** All people in the picture, in the order of their numbers. */
export function People({ faces, seen, show, onPick, cover = null, empty }: Props) {
  const people = [...faces].sort((a, b) => a.id - b.id);
  return (
    <div className="people">
      <h2 className="people-title">
        <span>{LIVE.people}</span>
        <span className="people-count" aria-hidden="true">
          {seen > people.length ? peopleOf(people.length, seen) : people.length}
        </span>
        <span className="hidden">{peopleOf(people.length, seen)}</span>
      </h2>
      <ul className="people-list" aria-label={LIVE.people}>
        {people.map((face) => (
          <Person
            key={face.id}
            face={face}
            show={show}
            dense={people.length > ROOMY}
            onPick={onPick}
            uncovered={cover?.uncovered.includes(face.id) ?? false}
            onUncover={cover?.uncover ?? null}
          />
        ))}
      </ul>
      {people.length === 0 && (
        <div className="people-empty">
          <p>{empty.title}</p>
          <p className="quiet">{empty.body}</p>
        </div>
      )}
    </div>
  );
}
