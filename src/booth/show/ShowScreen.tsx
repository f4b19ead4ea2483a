import type { Attributes } from '#core/booth/attributes.ts';
import type { Booth } from '#core/booth/booth.ts';
import { unreachable } from '#core/types.ts';
import { thisBrowser } from '#view/browser.ts';
import { useApp, useSourceActions } from '#view/hooks.ts';
import { bytesOf } from '#view/words/numbers.ts';
import { troubleWords } from '#view/words/trouble.ts';
import { captionOf, explainingLines, LINE_SECONDS, SHOW } from '../words/show.ts';
import { Mirror } from './Mirror.tsx';
import type { ShowRun, ShowView } from './run.ts';
import { useFigures } from './use-figures.ts';

interface Props {
  readonly booth: Booth;
  readonly run: ShowRun;
  readonly view: ShowView;
  /** Font size of the show, CSS pixels. */
  readonly font: number;
  readonly attributes: Attributes;
  readonly cardUrl: string;
  /** By how many lines the presenter went on. */
  readonly skipped: number;
  /** Why the camera is off; null while it is wanted. */
  readonly rest: 'paused' | 'closed' | null;
}

/** The part above the notice: the mirrored picture with its texts, or the reason why it is missing. */
export function ShowScreen(props: Props) {
  const { booth, run, view, font, attributes, cardUrl, skipped, rest } = props;
  const phase = useApp((state) => state.phase);
  const engine = useApp((state) => state.engine);
  const sources = useSourceActions();
  const figures = useFigures(cardUrl);
  if (rest === 'closed') {
    return <Words title={SHOW.closed} body={booth.hours ? SHOW.opens(booth.hours.from) : null} />;
  }
  if (rest === 'paused') return <Words title={SHOW.paused} body={SHOW.pausedBody} />;
  switch (phase.state) {
    case 'live': {
      const lines = explainingLines(attributes, figures);
      const line = lines[(Math.floor(view.seconds / LINE_SECONDS) + skipped) % lines.length] ?? '';
      const { silent } = phase.source;
      return (
        <>
          <Mirror booth={booth} run={run} font={font} />
          <section className="show-words">
            <h1 key={silent ? '' : captionOf(view)}>{silent ? SHOW.noPicture : captionOf(view)}</h1>
            <p key={line}>{silent ? SHOW.noPictureBody : line}</p>
          </section>
        </>
      );
    }
    case 'welcome':
    case 'photos':
    case 'opening': {
      if (phase.state === 'opening' && phase.asking && phase.kind === 'camera')
        return <Words title={SHOW.asking} body={SHOW.askingBody} />;
      const { loaded, total } = engine.state === 'loading' ? engine : { loaded: 0, total: 0 };
      return <Words title={SHOW.loading} body={total > 0 ? bytesOf(loaded, total) : null} />;
    }
    case 'trouble': {
      const { title, body, next, way } = troubleWords(phase.trouble, thisBrowser());
      return (
        <Words title={title} body={`${body} ${next}`}>
          <button
            type="button"
            className="button primary"
            onClick={() => (way === 'reload' ? window.location.reload() : sources.retry())}
          >
            {SHOW.retry}
          </button>
        </Words>
      );
    }
    default:
      return unreachable(phase);
  }
}

function Words({
  title,
  body,
  children,
}: {
  title: string;
  body: string | null;
  children?: React.ReactNode;
}) {
  return (
    <section className="show-alone">
      <h1>{title}</h1>
      {body !== null && <p>{body}</p>}
      {children}
    </section>
  );
}
