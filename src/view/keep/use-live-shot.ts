import { useCallback, useEffect, useState } from 'react';
import type { Session } from '#session/session.ts';
import { selectLiveSource } from '#store/selectors.ts';
import { useMomentActions, useWiring } from '../hooks.ts';
import type { Shot } from './snapshot.ts';

type Moment = NonNullable<Awaited<ReturnType<Session['moments']['take']>>>;

/** The live picture that the sheet holds. */
export interface LiveShot {
  /** Null while it is taken, 'none' if there was no picture. */
  readonly taken: { readonly shot: Shot; readonly time: Date } | 'none' | null;
  readonly takeAnother: () => void;
}

/** Takes a live picture at once, and holds it until another is taken. */
export function useLiveShot(): LiveShot {
  const moments = useMomentActions();
  const { store } = useWiring();
  const [taken, setTaken] = useState<LiveShot['taken']>(null);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn takes another picture.
  useEffect(() => {
    let gone = false;
    setTaken(null);
    void moments.take().then((moment) => {
      const mirrored = selectLiveSource(store.getState())?.mirrored === true;
      const shot = moment && shotOf(moment, mirrored);
      if (!gone) setTaken(shot ? { shot, time: new Date() } : 'none');
    });
    return () => {
      gone = true;
    };
  }, [moments, store, turn]);
  return { taken, takeAnother: useCallback(() => setTurn((before) => before + 1), []) };
}

/** Copies the picture, because a camera stops when too many of its frames are kept. Null without memory for it. */
function shotOf({ image, result }: Moment, mirrored: boolean): Shot | null {
  const canvas = document.createElement('canvas');
  canvas.width = 'displayWidth' in image ? image.displayWidth : image.width;
  canvas.height = 'displayHeight' in image ? image.displayHeight : image.height;
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const { size, faces } = result;
  return context && { image: canvas, size, faces, mirrored };
}
