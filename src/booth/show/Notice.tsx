import { useEffect, useRef } from 'react';
import type { Booth, Language } from '#core/booth/booth.ts';
import { fullNotice, NOTICES } from '../words/notice.ts';

/** A notice that somebody left open closes after this time. */
const OPEN_MS = 90_000;

export function NoticeButton({ language, onOpen }: { language: Language; onOpen: () => void }) {
  return (
    <button type="button" className="show-button" aria-keyshortcuts="N" onClick={onOpen}>
      <span>{NOTICES[language].open}</span>
      <span aria-hidden="true" className="show-key">
        N
      </span>
    </button>
  );
}

/** The full notice over the show. Not a native dialog, which would not turn with a rotated page. */
export function FullNotice({ booth, onClose }: { booth: Booth; onClose: () => void }) {
  const { title, close, more } = NOTICES[booth.language];
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus({ preventScroll: true });
    const timer = setTimeout(onClose, OPEN_MS);
    return () => clearTimeout(timer);
  }, [onClose]);
  return (
    <section className="show-over" role="dialog" aria-modal="true" aria-label={title} lang={booth.language}>
      <h2>{title}</h2>
      <div className="show-over-text">
        {fullNotice(booth).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {booth.info !== null && <p>{`${more} ${booth.info}`}</p>}
      </div>
      <button ref={button} type="button" className="show-button" onClick={onClose}>
        <span>{close}</span>
        <span aria-hidden="true" className="show-key">
          N
        </span>
      </button>
    </section>
  );
}
