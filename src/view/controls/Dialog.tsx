import { type ReactNode, useEffect, useRef } from 'react';
import { CloseIcon } from '../icons.tsx';
import { SETTINGS } from '../words/settings.ts';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal sheet over the page. The native dialog traps the focus and restores it when it closes. */
export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element?.open === false) element.showModal();
    // A click whose target is the dialog itself is on the backdrop, because the content fills the dialog.
    const outside = (event: MouseEvent) => {
      if (event.target === element) element?.close();
    };
    element?.addEventListener('click', outside);
    return () => element?.removeEventListener('click', outside);
  }, []);
  return (
    <dialog ref={dialog} className="sheet" aria-label={title} onClose={onClose}>
      <div className="sheet-inside">
        <header className="sheet-head">
          <h2>{title}</h2>
          <button
            type="button"
            className="button icon-only"
            aria-label={SETTINGS.close}
            onClick={() => dialog.current?.close()}
          >
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
