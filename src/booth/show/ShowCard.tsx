import type { ShownCard } from '#core/booth/shown-card.ts';
import { QrCode } from '#view/keep/QrCode.tsx';
import { SHOW } from '../words/show.ts';

/** The nearest person's card to take along: a link with the numbers, as a code for a telephone. */
export function ShowCard({ card: { fragment, side } }: { card: ShownCard }) {
  const { origin, pathname } = window.location;
  return (
    <aside className="show-card" data-side={side} aria-label={SHOW.card}>
      <QrCode text={origin + pathname + fragment} label={SHOW.cardQr} />
      <p>{SHOW.card}</p>
    </aside>
  );
}
