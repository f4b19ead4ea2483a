import { fileNameAt } from '#output/save-file.ts';
import { SNAPSHOT } from '../words/snapshot.ts';
import { CardMaker } from './CardMaker.tsx';
import type { LiveShot } from './use-live-shot.ts';

/** Keeps people of the live picture as a card to share. */
export function CardPanel({ live }: { live: LiveShot }) {
  const { taken, takeAnother } = live;
  const again = (
    <button type="button" className="button" onClick={takeAnother}>
      {SNAPSHOT.again}
    </button>
  );
  if (taken === null) {
    return (
      <p className="quiet" role="status">
        {SNAPSHOT.taking}
      </p>
    );
  }
  if (taken === 'none') {
    return (
      <div className="card-maker">
        <p role="alert">{SNAPSHOT.noMoment}</p>
        <div>{again}</div>
      </div>
    );
  }
  return (
    <CardMaker key={taken.time.getTime()} shot={taken.shot} name={fileNameAt(taken.time, 'card')}>
      {again}
    </CardMaker>
  );
}
