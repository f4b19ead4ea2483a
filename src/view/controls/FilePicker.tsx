import { type ReactNode, useRef } from 'react';
import { useSourceActions } from '../hooks.ts';

/** Systems without a type for a format hide its files behind `image/*`: those are named by their endings. */
const PICTURES = 'image/*,.heic,.heif,.avif,.webp,.tif,.tiff';
const ACCEPT = { photos: PICTURES, media: `${PICTURES},video/*`, folder: undefined } as const;

interface Props {
  readonly takes: keyof typeof ACCEPT;
  readonly className: string;
  readonly label: string;
  readonly children: ReactNode;
}

/**
 * A button that opens the system's chooser of files, or of one folder with all that is in it, and hands what was
 * chosen to the session. Absent where the browser has no chooser of folders.
 */
export function FilePicker({ takes, className, label, children }: Props) {
  const sources = useSourceActions();
  const input = useRef<HTMLInputElement>(null);
  const isFolder = takes === 'folder';
  if (isFolder && !('webkitdirectory' in HTMLInputElement.prototype)) return null;
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
        {...(isFolder && { webkitdirectory: '' })}
        accept={ACCEPT[takes]}
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file can be chosen again.
          event.currentTarget.value = '';
          if (files.length > 0) sources.openFiles(files);
        }}
      />
    </>
  );
}
