import { type ReactNode, useRef } from 'react';
import { useSession } from '../hooks.ts';

interface Props {
  readonly accept: string;
  readonly className: string;
  readonly label: string;
  readonly children: ReactNode;
}

/** A button that opens the system's file chooser and hands what was chosen to the session. */
export function FilePicker({ accept, className, label, children }: Props) {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} aria-label={label} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        className="hidden"
        type="file"
        multiple
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file can be chosen again.
          event.currentTarget.value = '';
          if (files.length > 0) session.openFiles(files);
        }}
      />
    </>
  );
}
