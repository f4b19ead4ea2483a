import { useState } from 'react';
import type { PhotoRow } from '#store/state.ts';
import { LoadedSheet } from '../controls/LoadedSheet.tsx';
import { KeepIcon } from '../icons.tsx';
import { KEEP } from '../words/keep.ts';

const loadSheet = () => import('../keep/PhotoSnapshot.tsx');

/** Opens the sheet that keeps a photo. */
export function KeepPhotoButton({ row }: { row: PhotoRow }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button icon-only"
        aria-label={KEEP.photo}
        title={KEEP.photo}
        onClick={() => setOpen(true)}
      >
        <KeepIcon />
      </button>
      {open && (
        <LoadedSheet title={KEEP.photo} load={loadSheet} onClose={() => setOpen(false)}>
          {({ PhotoSnapshot }) => <PhotoSnapshot row={row} />}
        </LoadedSheet>
      )}
    </>
  );
}
