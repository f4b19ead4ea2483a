import { useEffect, useMemo, useState } from 'react';
import { attributesOf } from '#core/booth/attributes.ts';
import type { Booth } from '#core/booth/booth.ts';
import { readArea } from '#core/booth/read-area.ts';
import { reach } from '#core/booth/sizes.ts';
import { HEADS } from '#core/labels.ts';
import { LIMITS } from '#core/withhold.ts';
import { selectFaces, selectLiveSource } from '#store/selectors.ts';
import type { AppState } from '#store/state.ts';
import { thisBrowser } from '#view/browser.ts';
import { useApp, useAppSlowly, useSession } from '#view/hooks.ts';
import { createPicked } from '#view/stage/picked.ts';
import { Stage } from '#view/stage/Stage.tsx';
import { OPENING } from '#view/words/opening.ts';
import { troubleWords } from '#view/words/trouble.ts';
import { canKeepAwake } from '../show/keep-awake.ts';
import { type BoothSource, useNamedCamera, useSource } from '../use-camera.ts';
import { SETUP } from '../words/setup.ts';

/** Light on a face, fractions of white: below `dark` a smile is withheld, below `dim` errors grow (docs/limits.md). */
const LIGHT = { dark: LIMITS.smile.brightness, dim: 0.2 } as const;

/** The live preview, and what it says about camera, machine and light. */
export function CameraTest({ booth, source }: { booth: Booth; source: BoothSource }) {
  const [testing, setTesting] = useState(false);
  useSource(source, testing);
  useNamedCamera(booth.camera);
  return (
    <section className="setup-card" aria-label={SETUP.testTitle}>
      <h2>{SETUP.testTitle}</h2>
      {testing ? <Preview booth={booth} /> : <p className="quiet">{SETUP.testHint}</p>}
      <button type="button" className="button" onClick={() => setTesting(!testing)}>
        {testing ? SETUP.endTest : SETUP.test}
      </button>
    </section>
  );
}

function Preview({ booth }: { booth: Booth }) {
  const session = useSession();
  const picked = useMemo(createPicked, []);
  const phase = useApp((state) => state.phase);
  const source = useApp(selectLiveSource);
  const width = source?.size.width ?? 0;
  const height = source?.size.height ?? 0;
  const mirrored = source?.mirrored === true;
  useEffect(() => {
    if (width === 0) return;
    const picture = { width, height };
    session.setSettings({ area: readArea(picture, picture, mirrored, booth.aside) });
  }, [session, booth.aside, width, height, mirrored]);

  if (phase.state === 'trouble') {
    const { title, body, next } = troubleWords(phase.trouble, thisBrowser());
    return (
      <div role="alert">
        <p>
          <strong>{title}</strong>
        </p>
        <p>{`${body} ${next}`}</p>
      </div>
    );
  }
  if (phase.state !== 'live') {
    const asks = phase.state === 'opening' && phase.asking;
    return <p role="status">{asks ? OPENING.asking[phase.kind] : OPENING.loading}</p>;
  }
  return (
    <>
      <Stage picked={picked} />
      <Figures booth={booth} />
    </>
  );
}

const selectFps = (state: AppState) => state.stats?.fps ?? null;
const selectBrightness = (state: AppState) => selectFaces(state)[0]?.evidence?.brightness ?? null;

function Figures({ booth }: { booth: Booth }) {
  const fps = useAppSlowly(selectFps, 1000);
  const brightness = useAppSlowly(selectBrightness, 500);
  const size = useApp((state) => selectLiveSource(state)?.size ?? null);
  if (size === null) return null;
  const show = attributesOf(booth.preset);
  const side = Math.max(...HEADS.filter((head) => show[head]).map((head) => LIMITS[head].side));
  const light =
    brightness === null ? 'none' : brightness < LIGHT.dark ? 'dark' : brightness < LIGHT.dim ? 'dim' : 'good';
  const rows: readonly (readonly [string, string])[] = [
    [SETUP.rate, fps === null || fps < 1 ? SETUP.measuring : `${fps.toFixed(0)}. ${SETUP.rateAdvice(fps)}`],
    [SETUP.size, `${size.width} × ${size.height}`],
    [SETUP.reach, SETUP.reachAdvice(reach(size.width, side))],
    [SETUP.light, SETUP.lights[light]],
    [SETUP.awake, canKeepAwake() ? SETUP.awakes.yes : SETUP.awakes.no],
  ];
  return (
    <dl className="setup-figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figure">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
