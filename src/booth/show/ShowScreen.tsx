import type { Attributes } from '#core/booth/attributes.ts';
import type { Booth, Language } from '#core/booth/booth.ts';
import type { Ailment } from '#core/booth/health.ts';
import { unreachable } from '#core/types.ts';
import { thisBrowser } from '#view/browser.ts';
import { useApp, useSourceActions } from '#view/hooks.ts';
import { bytesOf } from '#view/words/numbers.ts';
import { troubleWords } from '#view/words/trouble.ts';
import { ailmentOf } from '../health/symptom.ts';
import { HEALTH, type SaidAilment } from '../words/health.ts';
import { captionOf, explainingLines, LINE_SECONDS, SHOW } from '../words/show.ts';
import { Mirror } from './Mirror.tsx';
import type { ShowRun, ShowView } from './run.ts';
import { ShowCard } from './ShowCard.tsx';
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
  /** What is wrong; null for nothing. */
  readonly ailment: Ailment | null;
  /** Why the camera is off; null while it is wanted. */
  readonly rest: 'paused' | 'closed' | null;
}

/** The part above the notice: the mirrored picture with its texts, or the reason why it is missing. */
export function ShowScreen(props: Props) {
  const { booth, run, view, font, attributes, cardUrl, skipped, ailment, rest } = props;
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
          {view.card !== null && <ShowCard card={view.card} />}
          {silent ? (
            <Fault ailment="silent" language={booth.language} />
          ) : isInMirror(ailment) ? (
            <section className="show-words" lang={booth.language}>
              <h1 key={ailment}>{HEALTH[booth.language].faults[ailment]}</h1>
              <p key="goes-on">{HEALTH[booth.language].goesOn}</p>
            </section>
          ) : (
            <section className="show-words">
              <h1 key={captionOf(view)}>{captionOf(view)}</h1>
              <p key={line}>{line}</p>
            </section>
          )}
        </>
      );
    }
    case 'welcome':
    case 'photos':
    case 'opening': {
      // During another attempt the screen goes on saying why.
      if (hasWords(ailment)) return <Fault ailment={ailment} language={booth.language} />;
      if (phase.state === 'opening' && phase.asking && phase.kind === 'camera')
        return <Words title={SHOW.asking} body={SHOW.askingBody} />;
      const { loaded, total } = engine.state === 'loading' ? engine : { loaded: 0, total: 0 };
      return <Words title={SHOW.loading} body={total > 0 ? bytesOf(loaded, total) : null} />;
    }
    case 'trouble': {
      const found = ailmentOf(phase.trouble);
      if (hasWords(found)) return <Fault ailment={found} language={booth.language} />;
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

const hasWords = (ailment: Ailment | null): ailment is SaidAilment =>
  ailment !== null && ailment !== 'failed';

/** Faults during which there is a picture. */
const isInMirror = (ailment: Ailment | null): ailment is 'frozen' | 'black' | 'stopped' =>
  ailment === 'frozen' || ailment === 'black' || ailment === 'stopped';

/** What is wrong, in the language of the notice, instead of the mirror. */
function Fault({ ailment, language }: { ailment: SaidAilment; language: Language }) {
  const { faults, goesOn } = HEALTH[language];
  return <Words title={faults[ailment]} body={goesOn} language={language} />;
}

function Words({
  title,
  body,
  language,
  children,
}: {
  title: string;
  body: string | null;
  language?: Language;
  children?: React.ReactNode;
}) {
  return (
    <section className="show-alone">
      <h1 lang={language}>{title}</h1>
      {body !== null && <p lang={language}>{body}</p>}
      {children}
    </section>
  );
}
