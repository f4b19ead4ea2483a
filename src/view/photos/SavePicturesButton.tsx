import { useState } from 'react';
import { LoadedSheet } from '../controls/LoadedSheet.tsx';
import { KeepIcon } from '../icons.tsx';
import { KEEP } from '../words/keep.ts';

const loadSheet = () => import('../keep/SavePictures.tsx');

/** Opens the sheet that saves all photos as pictures. */
export function SavePicturesButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        <KeepIcon />
        <span>{KEEP.pictures}</span>
      </button>
      {open && (
        <LoadedSheet title={KEEP.pictures} load={loadSheet} onClose={() => setOpen(false)}>
          {({ SavePictures }) => <SavePictures />}
        </LoadedSheet>
      )}
    </>
  );
}
