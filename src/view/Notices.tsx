import { useEffect, useState } from 'react';
import type { Notice } from '#store/state.ts';
import { useApp, useSession } from './hooks.ts';
import { CloseIcon } from './icons.tsx';
import { NOTICES, noticeWords, UPDATE } from './words/notices.ts';
import './notices.css';

/** A notice disappears after this time unless it must be dismissed. */
const LIFE_MS = 8000;

/** Notices, newest last. They do not disappear while a pointer or the focus is on them. */
export function Notices() {
  const notices = useApp((state) => state.notices);
  const [held, setHeld] = useState(false);
  return (
    // The region is always rendered, because screen readers announce only additions to an existing one.
    <div
      className="notices"
      role="status"
      aria-label={NOTICES.label}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} held={held} />
      ))}
    </div>
  );
}

function NoticeCard({ notice, held }: { notice: Notice; held: boolean }) {
  const session = useSession();
  const stepped = useApp((state) => state.stepped);
  const { text, stays } = noticeWords(notice.content);
  useEffect(() => {
    if (stays || stepped || held) return;
    const timer = setTimeout(() => session.dismiss(notice.id), LIFE_MS);
    return () => clearTimeout(timer);
  }, [session, notice.id, stays, stepped, held]);
  return (
    <div className="notice">
      <p>
        <span>{text}</span>
        {notice.content.code === 'update-ready' && <UpdateAction />}
      </p>
      <button
        type="button"
        className="button icon-only"
        aria-label={NOTICES.dismiss}
        onClick={() => session.dismiss(notice.id)}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function UpdateAction() {
  const session = useSession();
  const phase = useApp((state) => state.phase.state);
  const hasPhotos = useApp((state) => state.photos.rows.length > 0);
  // A reload would end the live view or the photos, so it is offered on the welcome screen only.
  if (phase !== 'welcome') return <span>{` ${UPDATE.later}`}</span>;
  return (
    <button type="button" className="button" onClick={() => session.takeUpdate()}>
      {hasPhotos ? UPDATE.reloadWithoutPhotos : UPDATE.reload}
    </button>
  );
}
