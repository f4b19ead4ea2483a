import { useMemo } from 'react';
import { selectFaces, selectLiveSource, selectUnshown } from '#store/selectors.ts';
import { useApp, useAppSlowly, useSession } from '../hooks.ts';
import type { Picked } from '../stage/picked.ts';
import { LIVE } from '../words/live.ts';
import { People } from './People.tsx';

const SILENT = { title: LIVE.noPicture, body: LIVE.noPictureBody };
const NOBODY = { title: LIVE.nobody, body: LIVE.nobodyBody };

/** The people in the live picture, updated slowly enough to be read. */
export function LivePeople({ picked }: { picked: Picked }) {
  const faces = useAppSlowly(selectFaces);
  const unshown = useAppSlowly(selectUnshown);
  const show = useApp((state) => state.settings.show);
  const silent = useApp((state) => selectLiveSource(state)?.silent === true);
  const uncovered = useApp((state) => state.uncovered);
  const mayPick = useApp(({ settings }) => settings.cover !== 'off' && settings.coverBut === 'picked');
  const { uncover } = useSession();
  const cover = useMemo(() => (mayPick ? { uncovered, uncover } : null), [mayPick, uncovered, uncover]);
  return (
    <People
      faces={faces}
      seen={faces.length + unshown}
      show={show}
      onPick={picked.set}
      cover={cover}
      empty={silent ? SILENT : NOBODY}
    />
  );
}
