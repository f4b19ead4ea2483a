import type { Card } from '#core/card.ts';
import { cardFragment } from '#core/card-link.ts';
import { isLocalHost } from '../browser.ts';
import { CopyButton } from '../controls/CopyButton.tsx';
import { CARD } from '../words/card.ts';
import { QrCode } from './QrCode.tsx';

/** A link that opens the same card elsewhere, without faces, and its QR code. */
export function CardLink({ card }: { card: Card }) {
  const { origin, pathname, hostname } = window.location;
  const address = origin + pathname + cardFragment(card);
  return (
    <section className="card-link" aria-label={CARD.linkTitle}>
      <div className="card-link-words">
        <h3>{CARD.linkTitle}</h3>
        <p className="quiet small">{CARD.linkHint}</p>
        {isLocalHost(hostname) && <p className="quiet small">{CARD.linkLocal}</p>}
        <code>{address}</code>
        <CopyButton text={address} label={CARD.copyLink} said={CARD.copied} />
      </div>
      <QrCode text={address} label={CARD.qr} />
    </section>
  );
}
