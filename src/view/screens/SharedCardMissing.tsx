import { SHARED_CARD } from '../words/shared-card.ts';
import './trouble.css';

/** Instead of a shared card whose code did not arrive. */
export function SharedCardMissing({ onClose }: { onClose: () => void }) {
  return (
    <main className="trouble">
      <div className="trouble-card">
        <h1>{SHARED_CARD.notLoadedTitle}</h1>
        <p>{SHARED_CARD.notLoaded}</p>
        <div className="trouble-ways">
          <button type="button" className="button primary" onClick={onClose}>
            {SHARED_CARD.own}
          </button>
        </div>
      </div>
    </main>
  );
}
