import { QrCode } from '#view/keep/QrCode.tsx';
import { SHOW } from '../words/show.ts';

/** The nearest person's card to take along: a link with the numbers, as a code for a telephone. */
export function ShowCard({ fragment, side }: { fragment: string; side: 'left' | 'right' }) {
  const { origin, pathname } = window.location;
  return (
    <aside className="show-card" data-side={side} aria-label={SHOW.card}>
      <QrCode text={origin + pathname + fragment} label={SHOW.cardQr} />
      <p>{SHOW.card}</p>
    </aside>
  );
}
