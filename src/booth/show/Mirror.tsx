import { type CSSProperties, useCallback, useEffect, useRef } from 'react';
import type { Booth } from '#core/booth/booth.ts';
import { readArea } from '#core/booth/read-area.ts';
import { selectLiveSource } from '#store/selectors.ts';
import { useApp, useSession } from '#view/hooks.ts';
import { LivePicture } from '#view/stage/LivePicture.tsx';
import { Overlay } from '#view/stage/Overlay.tsx';
import { NOTICES } from '../words/notice.ts';
import { SHOW } from '../words/show.ts';
import { createMirrorLook } from './mirror-look.ts';
import type { ShowRun } from './run.ts';

interface Props {
  readonly booth: Booth;
  readonly run: ShowRun;
  /** Font size of the show, CSS pixels. */
  readonly font: number;
}

/** The live picture as a mirror, with a box for everybody and labels for the nearest. */
export function Mirror({ booth, run, font }: Props) {
  const { aside, distance, language } = booth;
  const mirror = useRef<HTMLElement>(null);
  const labels = useRef<HTMLUListElement>(null);
  useReadArea(mirror, booth);
  const createLook = useCallback(
    (context: CanvasRenderingContext2D) =>
      createMirrorLook(context, {
        frame: () => mirror.current,
        layer: () => labels.current,
        run,
        font,
        distance,
      }),
    [run, font, distance],
  );
  return (
    <>
      <section ref={mirror} className="mirror" aria-label={SHOW.mirror}>
        <LivePicture />
        <Overlay createLook={createLook} />
        {aside !== null && (
          <div
            className="mirror-aside"
            data-side={aside.side}
            style={{ '--part': `${aside.percent}%` } as CSSProperties}
          >
            <p lang={language}>{NOTICES[language].aside}</p>
          </div>
        )}
      </section>
      <ul
        ref={labels}
        className="mirror-labels"
        data-aside={aside?.side}
        style={{ '--part': `${aside?.percent ?? 0}%` } as CSSProperties}
        aria-label={SHOW.people}
      />
    </>
  );
}

/** Tells the engine which part of the camera's picture is shown and may be read. */
function useReadArea(mirror: React.RefObject<HTMLElement | null>, { aside }: Booth): void {
  const session = useSession();
  const source = useApp(selectLiveSource);
  const width = source?.size.width ?? 0;
  const height = source?.size.height ?? 0;
  const mirrored = source?.mirrored === true;
  useEffect(() => {
    const frame = mirror.current;
    if (frame === null || width === 0 || height === 0) return;
    const tell = () => {
      const size = { width: frame.clientWidth, height: frame.clientHeight };
      if (size.width === 0 || size.height === 0) return;
      session.setSettings({ area: readArea({ width, height }, size, mirrored, aside) });
    };
    const sizes = new ResizeObserver(tell);
    sizes.observe(frame);
    tell();
    return () => sizes.disconnect();
  }, [session, mirror, aside, width, height, mirrored]);
}
