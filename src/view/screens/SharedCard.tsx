import { useMemo } from 'react';
import type { Card } from '#core/card.ts';
import { parseCardFragment } from '#core/card-link.ts';
import { CopyButton } from '../controls/CopyButton.tsx';
import { Mark } from '../icons.tsx';
import { CardPreview } from '../keep/CardPreview.tsx';
import { useCardPicture } from '../keep/card-picture.ts';
import { CARD } from '../words/card.ts';
import { SHARED_CARD } from '../words/shared-card.ts';
import { NAME } from '../words/welcome.ts';
import './shared-card.css';

interface Props {
  /** As `location.hash` has it. */
  readonly fragment: string;
  readonly onClose: () => void;
}

/** Shows the card of a link that somebody shared, or says that it holds none. */
export default function SharedCard({ fragment, onClose }: Props) {
  const card = useMemo(() => parseCardFragment(fragment), [fragment]);
  return (
    <main className="shared-card">
      <header className="shared-card-head">
        <Mark />
        <span>{NAME}</span>
      </header>
      <section className="shared-card-words">
        <h1>{card === null ? SHARED_CARD.wrongTitle : SHARED_CARD.title}</h1>
        <p className="lede">{card === null ? SHARED_CARD.wrong : SHARED_CARD.body}</p>
        <div className="shared-card-ways">
          <button type="button" className="button primary" onClick={onClose}>
            {SHARED_CARD.own}
          </button>
          {card !== null && (
            <CopyButton text={window.location.href} label={CARD.copyLink} said={CARD.copied} />
          )}
        </div>
      </section>
      {card !== null && <Picture card={card} />}
    </main>
  );
}

function Picture({ card }: { card: Card }) {
  return <CardPreview card={card} picture={useCardPicture(card, null, 'png')} fileName="mien-card.png" />;
}
