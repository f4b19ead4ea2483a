import { useState } from 'react';
import { Choice } from '#view/controls/Choice.tsx';
import { CopyButton } from '#view/controls/CopyButton.tsx';
import { SETUP } from '../words/setup.ts';
import { type Browser, type LaunchStep, launchSteps, type System } from './launch-lines.ts';

/** The system that shows this page. */
function thisSystem(): System {
  if (/Windows/.test(navigator.userAgent)) return 'windows';
  return /Macintosh/.test(navigator.userAgent) ? 'macos' : 'linux';
}

function thisBrowser(): Browser {
  if (/Firefox\//.test(navigator.userAgent)) return 'firefox';
  return /Edg\//.test(navigator.userAgent) ? 'edge' : 'chromium';
}

/** What to paste so that the booth starts by itself. */
export function LaunchLines({ url }: { url: string }) {
  const [system, setSystem] = useState(thisSystem);
  const [browser, setBrowser] = useState(thisBrowser);
  return (
    <section className="setup-card" aria-label={SETUP.launchTitle}>
      <h2>{SETUP.launchTitle}</h2>
      <p className="quiet">{SETUP.launchHint}</p>
      <div className="setup-choices">
        <Choice legend={SETUP.system} options={SETUP.systems} value={system} onChange={setSystem} />
        <Choice legend={SETUP.browser} options={SETUP.browsers} value={browser} onChange={setBrowser} />
      </div>
      <ol className="setup-steps">
        {launchSteps(system, browser, url).map((step) => (
          <Step key={`${step.name} ${step.file} ${step.code}`} step={step} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step: { name, file, code } }: { step: LaunchStep }) {
  if (code === null) return <li>{SETUP.policyByHand}</li>;
  return (
    <li>
      <p>{SETUP.steps[name]}</p>
      {file !== null && <p className="quiet">{SETUP.file(file)}</p>}
      <div className="setup-code">
        <pre>{code}</pre>
        <CopyButton said={SETUP.copied} text={code} label={SETUP.copyCode} />
      </div>
    </li>
  );
}
