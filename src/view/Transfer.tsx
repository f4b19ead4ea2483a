import { useEffect, useState } from 'react';
import { useSession } from './hooks.ts';
import { DROP_VEIL } from './words/welcome.ts';
import './notices.css';

/** Opens files that are pasted or dropped anywhere on the page, and veils the page while files are dragged over it. */
export function Transfer() {
  const session = useSession();
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    // dragenter and dragleave fire for every element, so only their balance shows whether the drag has left the page.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const rest = () => {
      depth = 0;
      setHovering(false);
    };
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setHovering(true);
    };
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth -= 1;
      if (depth <= 0) rest();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      rest();
      if (event.dataTransfer !== null) session.openTransfer(event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (typing || event.clipboardData === null) return;
      event.preventDefault();
      session.openTransfer(event.clipboardData);
    };
    document.addEventListener('dragenter', enter);
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragenter', enter);
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, [session]);
  if (!hovering) return null;
  return (
    <div className="veil" aria-hidden="true">
      <div className="veil-inside">
        <p className="veil-title">{DROP_VEIL.title}</p>
        <p>{DROP_VEIL.body}</p>
      </div>
    </div>
  );
}
