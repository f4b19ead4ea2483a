import { useEffect, useState } from 'react';
import { KeepIcon } from '../icons.tsx';
import { KEEP } from '../words/keep.ts';
import { LoadedSheet } from './LoadedSheet.tsx';

const loadSheet = () => import('../keep/KeepSheet.tsx');

/** Opens the sheet that keeps a moment, also with the key S. Its code is loaded when it is first opened. */
export function KeepButton() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey } = event;
      const types = target instanceof Element && target.closest('input, select, textarea') !== null;
      const covered = document.querySelector('dialog[open]') !== null;
      if (key.toLowerCase() !== 's' || types || covered || ctrlKey || metaKey || altKey) return;
      setOpen(true);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
  return (
    <>
      <button
        type="button"
        className="button icon-only"
        aria-label={KEEP.title}
        title={KEEP.hint}
        onClick={() => setOpen(true)}
      >
        <KeepIcon />
      </button>
      {open && (
        <LoadedSheet title={KEEP.title} load={loadSheet} onClose={() => setOpen(false)}>
          {({ KeepSheet }) => <KeepSheet onClose={() => setOpen(false)} />}
        </LoadedSheet>
      )}
    </>
  );
}
