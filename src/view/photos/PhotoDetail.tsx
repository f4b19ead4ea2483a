import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { PhotoRow } from '#store/state.ts';
import { useApp, usePhotoActions } from '../hooks.ts';
import { BackIcon, CloseIcon, NextIcon } from '../icons.tsx';
import { People } from '../panel/People.tsx';
import { createPicked } from '../stage/picked.ts';
import { sentence } from '../words/face.ts';
import { facesFound, PHOTOS, photoFailureWords, photoPlace } from '../words/photos.ts';
import { KeepPhotoButton } from './KeepPhotoButton.tsx';
import { facesOf } from './order.ts';
import { PhotoStage } from './PhotoStage.tsx';

interface Props {
  readonly row: PhotoRow;
  /** The rows of the table in their order, for the previous and the next photo. */
  readonly rows: readonly PhotoRow[];
}

/** One large photo with its people. Arrow keys show the previous or the next, Escape goes back to the table. */
export function PhotoDetail({ row, rows }: Props) {
  const actions = usePhotoActions();
  const show = useApp((state) => state.settings.show);
  const dialog = useRef<HTMLDialogElement>(null);
  const picked = useMemo(createPicked, []);
  const index = rows.findIndex(({ id }) => id === row.id);
  const previous = index > 0 ? rows[index - 1] : undefined;
  const next = index >= 0 ? rows[index + 1] : undefined;

  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);

  useEffect(() => {
    const turn = (event: KeyboardEvent) => {
      const target = { ArrowLeft: previous, ArrowRight: next }[event.key];
      // Arrow keys of a sheet over this dialog are not meant for it.
      const inside = event.target instanceof Element && event.target.closest('dialog') === dialog.current;
      if (target === undefined || !inside) return;
      event.preventDefault();
      actions.show(target.id);
    };
    const element = dialog.current;
    element?.addEventListener('keydown', turn);
    return () => element?.removeEventListener('keydown', turn);
  }, [actions, previous, next]);

  return (
    <dialog
      ref={dialog}
      className="detail"
      aria-label={row.name}
      // React also reports here that a sheet inside was closed.
      onClose={(event) => event.target === event.currentTarget && actions.show(null)}
    >
      <header className="detail-head">
        <div className="detail-name">
          <h2>{row.name}</h2>
          {index >= 0 && <p className="quiet small figure">{photoPlace(index, rows.length)}</p>}
        </div>
        <Turn name={PHOTOS.previous} to={previous}>
          <BackIcon />
        </Turn>
        <Turn name={PHOTOS.next} to={next}>
          <NextIcon />
        </Turn>
        {row.status.state === 'done' && <KeepPhotoButton row={row} />}
        <button
          type="button"
          className="button icon-only"
          aria-label={PHOTOS.back}
          title={PHOTOS.back}
          onClick={() => dialog.current?.close()}
        >
          <CloseIcon />
        </button>
      </header>
      <PhotoStage row={row} picked={picked} />
      <aside className="side">
        <People
          faces={facesOf(row)}
          seen={(row.status.state === 'done' && row.status.seen) || facesOf(row).length}
          show={show}
          onPick={picked.set}
          empty={emptyWords(row)}
        />
      </aside>
    </dialog>
  );
}

function Turn({ name, to, children }: { name: string; to: PhotoRow | undefined; children: ReactNode }) {
  const actions = usePhotoActions();
  // At the first and the last photo the button stays focusable, so that the focus does not leave the dialog.
  return (
    <button
      type="button"
      className="button icon-only"
      aria-label={name}
      title={name}
      aria-disabled={to === undefined}
      onClick={() => to !== undefined && actions.show(to.id)}
    >
      {children}
    </button>
  );
}

function emptyWords(row: PhotoRow): { title: string; body: string } {
  switch (row.status.state) {
    case 'waiting':
      return { title: sentence(PHOTOS.waiting), body: '' };
    case 'failed':
      return { title: sentence(photoFailureWords(row.status.failure)), body: '' };
    case 'done':
      return { title: sentence(facesFound(0)), body: '' };
  }
}
