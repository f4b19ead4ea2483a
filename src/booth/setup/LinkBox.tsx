import type { LinkFault } from '#core/booth/link.ts';
import { CopyButton } from '#view/controls/CopyButton.tsx';
import { faultWords } from '../words/faults.ts';
import { SETUP } from '../words/setup.ts';

interface Props {
  readonly url: string;
  /** What the link still lacks. */
  readonly missing: readonly LinkFault[];
  readonly onStart: () => void;
}

function whatToDo(fault: LinkFault): string {
  const { name, kind } = fault;
  const isText = name === 'organiser' || name === 'contact';
  return kind === 'missing' && isText ? SETUP.fillIn(SETUP[name]) : faultWords(fault);
}

/** The link of the show, and the button that starts it here. */
export function LinkBox({ url, missing, onStart }: Props) {
  const ready = missing.length === 0;
  return (
    <section className="setup-card" aria-label={SETUP.linkTitle}>
      <h2>{SETUP.linkTitle}</h2>
      {ready ? (
        <>
          <p className="quiet">{SETUP.linkHint}</p>
          <code className="setup-link">{url}</code>
        </>
      ) : (
        <>
          <p>{SETUP.before}</p>
          <ul>
            {missing.map((fault) => (
              <li key={fault.name}>{whatToDo(fault)}</li>
            ))}
          </ul>
        </>
      )}
      {!window.isSecureContext && <p role="alert">{SETUP.notSecure}</p>}
      <div className="setup-buttons">
        <button type="button" className="button primary" disabled={!ready} onClick={onStart}>
          {SETUP.start}
        </button>
        <CopyButton said={SETUP.copied} text={url} label={SETUP.copy} disabled={!ready} />
      </div>
      <p className="quiet small">{SETUP.leaveHint}</p>
    </section>
  );
}
