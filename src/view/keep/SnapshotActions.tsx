import { type ReactNode, useEffect, useState } from 'react';
import { pngOf } from '#output/picture-file.ts';
import { saveFile } from '#output/save-file.ts';
import { SNAPSHOT } from '../words/snapshot.ts';

interface Props {
  /** Null while there is none. */
  readonly file: Blob | null;
  readonly fileName: string;
  readonly children?: ReactNode;
}

/** What can be done with a snapshot in this browser. */
export function SnapshotActions({ file, fileName, children }: Props) {
  const [said, setSaid] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said is about the file before.
  useEffect(() => setSaid(''), [file]);
  const shared = file && new File([file], fileName, { type: file.type });
  const copies = typeof ClipboardItem !== 'undefined' && navigator.clipboard?.write !== undefined;
  const shares = shared !== null && navigator.canShare?.({ files: [shared] }) === true;

  const copy = (picture: Blob) =>
    navigator.clipboard
      // Safari allows a copy only in the click itself, so the picture is promised and not awaited.
      .write([new ClipboardItem({ 'image/png': pngOf(picture) })])
      .then(() => setSaid(SNAPSHOT.copied))
      .catch(() => setSaid(SNAPSHOT.copyRefused));

  const share = (picture: File) =>
    navigator.share({ files: [picture] }).catch((error: unknown) => {
      const cancelled = error instanceof DOMException && error.name === 'AbortError';
      if (!cancelled) setSaid(SNAPSHOT.shareFailed);
    });

  return (
    <div className="snapshot-foot">
      <div className="snapshot-actions">
        <Act name={SNAPSHOT.save} primary on={file && (() => saveFile(file, fileName))} />
        {copies && <Act name={SNAPSHOT.copy} on={file && (() => void copy(file))} />}
        {shares && <Act name={SNAPSHOT.share} on={() => void share(shared)} />}
        {children}
      </div>
      <p className="quiet small" role="status">
        {said}
      </p>
    </div>
  );
}

/** A button that stays focusable while there is nothing to do, so that the focus is not lost. */
function Act({ name, primary, on }: { name: string; primary?: boolean; on: (() => void) | null }) {
  return (
    <button
      type="button"
      className={primary ? 'button primary' : 'button'}
      aria-disabled={on === null}
      onClick={() => on?.()}
    >
      {name}
    </button>
  );
}
