import { type ReactNode, useEffect, useState } from 'react';
import { KEEP } from '../words/keep.ts';
import { Dialog } from './Dialog.tsx';

interface Props<Code> {
  readonly title: string;
  /** Imports the sheet's code; must be the same function on every render. */
  readonly load: () => Promise<Code>;
  readonly onClose: () => void;
  readonly children: (code: Code) => ReactNode;
}

/** A sheet whose code is loaded when it is first opened. If that fails it says so, and is tried again when opened. */
export function LoadedSheet<Code>({ title, load, onClose, children }: Props<Code>) {
  const [loaded, setLoaded] = useState<{ readonly code: Code } | 'failed' | null>(null);
  useEffect(() => {
    let gone = false;
    load().then(
      (code) => {
        if (!gone) setLoaded({ code });
      },
      () => {
        if (!gone) setLoaded('failed');
      },
    );
    return () => {
      gone = true;
    };
  }, [load]);
  return (
    <Dialog title={title} onClose={onClose}>
      {loaded === null && <p className="quiet">{KEEP.loading}</p>}
      {loaded === 'failed' && <p role="alert">{KEEP.failed}</p>}
      {loaded !== null && loaded !== 'failed' && children(loaded.code)}
    </Dialog>
  );
}
