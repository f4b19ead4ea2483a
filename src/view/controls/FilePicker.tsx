import { type ReactNode, useRef } from 'react';
import { useSession } from '../hooks.ts';

/** Formats without a registered type are not matched by `image/*` on some systems and are listed by extension. */
const PICTURES = 'image/*,.heic,.heif,.avif,.webp,.tif,.tiff';
const ACCEPT = { photos: PICTURES, media: `${PICTURES},video/*`, folder: undefined } as const;

interface Props {
  readonly takes: keyof typeof ACCEPT;
  readonly className: string;
  readonly label: string;
  readonly children: ReactNode;
}

/**
 * A button that lets the user choose files, or a folder with all its files, and opens them. The button for a folder
 * is absent where the browser cannot choose folders.
 */
export function FilePicker({ takes, className, label, children }: Props) {
  const session = useSession();
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
          // Reset, because choosing the same file again would otherwise fire no event.
          event.currentTarget.value = '';
          if (files.length > 0) session.openFiles(files);
        }}
      />
    </>
  );
}
