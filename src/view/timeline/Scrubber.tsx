import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { type Sample, SLOT_MS, samplesAt } from '#core/timeline.ts';
import { useApp, usePlaybackActions, useSlowly } from '../hooks.ts';
import { personColour } from '../stage/colours.ts';
import { positionWord } from '../words/live.ts';
import { momentWord, sampleWords, spokenMoment, TIMELINE } from '../words/timeline.ts';
import type { Past } from './history.ts';

/** Steps of the keys, milliseconds. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1000,
  ArrowUp: 1000,
  ArrowLeft: -1000,
  ArrowDown: -1000,
  PageUp: 10_000,
  PageDown: -10_000,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};
/** The key End goes this far before the end of a clip: at its end a clip starts over. Milliseconds. */
const BEFORE_END_MS = 100;
/** The slider's value is spoken, so that it follows a playing clip slowly. */
const FOLLOW_MS = 500;

const selectAll = (past: Past) => past;

/** The slider over the drawing. In a clip it seeks; elsewhere it chooses the moment whose values are told. */
export function Scrubber({ history }: { history: StoreApi<Past> }) {
  const { seek } = usePlaybackActions();
  const show = useApp((state) => state.settings.show);
  const window = useStore(history, (past) => past.window);
  const clipMs = useStore(history, (past) => past.clipMs);
  // A paused clip is read again, so that the values change while the position does not.
  const { position, timeline } = useSlowly(history, selectAll, FOLLOW_MS);
  /** The moment under the pointer, or chosen by a key; milliseconds. */
  const [pointed, setPointed] = useState<number | null>(null);
  const value = clipMs === null ? (pointed ?? position) : position;
  const newest = (timeline.slot ?? 0) * SLOT_MS;
  const latest = clipMs === null ? newest : Math.min(window.to, clipMs - BEFORE_END_MS);
  const within = (ms: number) => Math.max(window.from, Math.min(ms, latest));
  const newestIfLive = clipMs === null ? newest : null;
  const moment = clipMs === null ? momentWord(value, newest) : positionWord(value / 1000, clipMs / 1000);

  const go = (ms: number) => {
    setPointed(ms);
    if (clipMs !== null) seek(ms / 1000);
  };
  const point = (event: PointerEvent<HTMLInputElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left) / width;
    setPointed(within(window.from + share * (window.to - window.from)));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setPointed(null);
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(within((clipMs === null ? (pointed ?? newest) : history.getState().position) + step));
  };
  return (
    <>
      <input
        className="timeline-scrub"
        type="range"
        min={window.from / 1000}
        max={window.to / 1000}
        step="any"
        value={within(value) / 1000}
        aria-label={TIMELINE.title}
        aria-valuetext={spokenMoment(moment, samplesAt(timeline, value), show)}
        onChange={(event) => go(within(Number(event.currentTarget.value) * 1000))}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
        onKeyDown={press}
        onBlur={() => setPointed(null)}
      />
      {pointed !== null && (
        <Told
          ms={pointed}
          share={(pointed - window.from) / (window.to - window.from)}
          newestMs={newestIfLive}
          lines={samplesAt(timeline, pointed).map((sample) => ({ sample, words: sampleWords(sample, show) }))}
        />
      )}
    </>
  );
}

interface ToldProps {
  readonly ms: number;
  /** Place in the window, 0…1. */
  readonly share: number;
  /** The newest moment; null for a clip. */
  readonly newestMs: number | null;
  readonly lines: readonly { readonly sample: Sample; readonly words: string }[];
}

/** The values at a moment, next to it. The slider says the same to a screen reader. */
function Told({ ms, share, newestMs, lines }: ToldProps) {
  return (
    <div
      className="timeline-told"
      data-side={share < 0.5 ? 'right' : 'left'}
      style={{ '--share': share.toFixed(4) } as CSSProperties}
      aria-hidden="true"
    >
      <div className="timeline-values">
        <p className="figure">{momentWord(ms, newestMs)}</p>
        {lines.length === 0 && <p>{TIMELINE.nobody}</p>}
        {lines.map(({ sample, words }) => (
          <p key={sample.id} className="timeline-value">
            <span className="timeline-number" style={{ backgroundColor: personColour(sample.id) }}>
              {sample.id}
            </span>
            <span>{words}</span>
          </p>
        ))}
      </div>
    </div>
  );
}
