import { useEffect } from 'react';
import type { Booth } from '#core/booth/booth.ts';
import { formatBoothLink, type LinkFault, parseBoothLink } from '#core/booth/link.ts';
import { useSession } from '#view/hooks.ts';
import { Mark } from '#view/icons.tsx';
import { Notices } from '#view/Notices.tsx';
import { NAME } from '#view/words/welcome.ts';
import { boothSearch } from '../address.ts';
import { FaultList } from '../LinkFaults.tsx';
import { boothSettings } from '../settings.ts';
import type { BoothSource } from '../use-camera.ts';
import { SETUP } from '../words/setup.ts';
import { CameraTest } from './CameraTest.tsx';
import { Form } from './Form.tsx';
import { LaunchLines } from './LaunchLines.tsx';
import { LinkBox } from './LinkBox.tsx';
import { Sign } from './Sign.tsx';
import './setup.css';

interface Props {
  readonly booth: Booth;
  /** Parameters of the page in the address, which the link keeps. */
  readonly others: readonly (readonly [string, string])[];
  /** Faults of the link that opened this page, except what is only missing. */
  readonly faults: readonly LinkFault[];
  readonly unknown: readonly string[];
  readonly source: BoothSource;
  readonly onChange: (booth: Booth) => void;
  readonly onStart: () => void;
}

/** The set-up page of a booth. It only makes a link. */
export function SetUp({ booth, others, faults, unknown, source, onChange, onStart }: Props) {
  const session = useSession();
  useEffect(() => session.setSettings(boothSettings(booth)), [session, booth]);
  const wrong = faults.filter(({ kind }) => kind !== 'missing');
  const missing = parseBoothLink(formatBoothLink('show', booth)).faults;
  const url = new URL(boothSearch('show', booth, others), document.baseURI).href;
  return (
    <main className="setup">
      <header className="setup-head">
        <a href="./">
          <Mark />
          <span>{NAME}</span>
        </a>
      </header>
      <h1>{SETUP.title}</h1>
      <p className="lede">{SETUP.lede}</p>
      <p className="quiet">{SETUP.law}</p>
      {wrong.length + unknown.length > 0 && (
        <div className="setup-faults" role="alert">
          <FaultList faults={wrong} unknown={unknown} />
        </div>
      )}
      <div className="setup-columns">
        <Form booth={booth} onChange={onChange} />
        <div className="setup-side">
          <CameraTest booth={booth} source={source} />
          <LinkBox url={url} missing={missing} onStart={onStart} />
        </div>
      </div>
      {missing.length === 0 && (
        <>
          <LaunchLines url={url} />
          <Sign booth={booth} />
        </>
      )}
      <Notices />
    </main>
  );
}
