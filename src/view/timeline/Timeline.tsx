import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { EMOTIONS } from '#core/labels.ts';
import { useApp, useWiring } from '../hooks.ts';
import { EMOTION_WORDS } from '../words/face.ts';
import { TIMELINE } from '../words/timeline.ts';
import { animateChart } from './animate-chart.ts';
import { EMOTION_COLOURS } from './colours.ts';
import { createHistory, followApp, type Past } from './history.ts';
import { InWords } from './InWords.tsx';
import { Scrubber } from './Scrubber.tsx';
import './timeline.css';

/** Expression, smile and age range of everyone in the last minute: drawn, to scrub, in sentences and as a table. */
export default function Timeline() {
  const { store } = useWiring();
  const history = useMemo(createHistory, []);
  useEffect(() => followApp(history, store), [history, store]);
  const [open, setOpen] = useState(false);
  const words = useId();
  return (
    <>
      <figure className="timeline-board" data-open={open}>
        <figcaption className="timeline-head">
          <b>{TIMELINE.title}</b>
          <span>{TIMELINE.about}</span>
          <Legend />
          <button
            type="button"
            className="timeline-open"
            aria-expanded={open}
            aria-controls={words}
            onClick={() => setOpen(!open)}
          >
            {TIMELINE.table}
          </button>
        </figcaption>
        <Chart history={history} />
      </figure>
      <InWords id={words} history={history} open={open} />
    </>
  );
}

/** What the colours mean. Words are also written in the bands, and everything is in the table. */
function Legend() {
  const show = useApp((state) => state.settings.show);
  return (
    <ul className="timeline-legend" aria-hidden="true">
      {show.emotion &&
        EMOTIONS.map((emotion) => (
          <li key={emotion}>
            <span className="timeline-key" style={{ backgroundColor: EMOTION_COLOURS[emotion] }} />
            <span>{EMOTION_WORDS[emotion]}</span>
          </li>
        ))}
      {show.smile && (
        <li>
          <span className="timeline-key timeline-key-smile" />
          <span>{TIMELINE.smile}</span>
        </li>
      )}
      {show.age && (
        <li>
          <span className="timeline-key timeline-key-age" />
          <span>{TIMELINE.age}</span>
        </li>
      )}
    </ul>
  );
}

/** The canvas. React renders it once; afterwards the history draws it. */
function Chart({ history }: { history: StoreApi<Past> }) {
  const { store } = useWiring();
  const canvas = useRef<HTMLCanvasElement>(null);
  const marker = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (canvas.current === null || marker.current === null) return;
    return animateChart(canvas.current, marker.current, history, store);
  }, [history, store]);
  return (
    <div className="timeline-plot">
      <canvas ref={canvas} />
      <div ref={marker} className="timeline-now" />
      <Scrubber history={history} />
    </div>
  );
}
