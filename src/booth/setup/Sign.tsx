import type { Booth } from '#core/booth/booth.ts';
import { isLocalHost } from '#view/browser.ts';
import { QrCode } from '#view/keep/QrCode.tsx';
import { fullNotice, NOTICES } from '../words/notice.ts';
import { SETUP } from '../words/setup.ts';

/** The address for the QR code: the organiser's, or that of this page where others can open it; null for neither. */
function signAddress(booth: Booth): string | null {
  if (booth.info !== null) return booth.info;
  const { protocol, hostname, origin, pathname } = window.location;
  return protocol === 'https:' && !isLocalHost(hostname) ? origin + pathname : null;
}

/** The notice as a sign on one sheet of paper. */
export function Sign({ booth }: { booth: Booth }) {
  const { title, more } = NOTICES[booth.language];
  const address = signAddress(booth);
  return (
    <section className="setup-card setup-sign" aria-label={SETUP.signTitle}>
      <h2>{SETUP.signTitle}</h2>
      <p className="quiet">{SETUP.signHint}</p>
      {address === null && <p className="quiet">{SETUP.noQr}</p>}
      <button type="button" className="button" onClick={() => window.print()}>
        {SETUP.print}
      </button>
      <article className="sign" lang={booth.language}>
        <p className="sign-title">{title}</p>
        {fullNotice(booth).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {address !== null && (
          <div className="sign-more">
            <QrCode text={address} label={SETUP.qr(address)} />
            <p>
              <span>{`${more} `}</span>
              <span className="sign-address">{address}</span>
            </p>
          </div>
        )}
      </article>
    </section>
  );
}
