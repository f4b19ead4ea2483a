import { type CSSProperties, useState } from 'react';
import type { LiveSource } from '#store/state.ts';
import { useSession } from '../hooks.ts';
import { LoopIcon, PauseIcon, PlayIcon } from '../icons.tsx';
import { LIVE, positionWord, speedWord } from '../words/live.ts';
import { clock } from '../words/numbers.ts';

const SPEEDS = [0.25, 0.5, 1, 1.5, 2] as const;

/** The controls of a clip: play, position, repeat and speed. */
export function Transport({ playback }: { playback: NonNullable<LiveSource['playback']> }) {
  const session = useSession();
  // While the slider is dragged it shows the pointer's position, because the clip's follows with a delay.
  const [held, setHeld] = useState<number | null>(null);
  const { duration, paused, loop, rate } = playback;
  const position = held ?? playback.position;
  const release = () => setHeld(null);
  return (
    <div className="transport">
      <button
        type="button"
        className="button icon-only"
        aria-label={paused ? LIVE.play : LIVE.pause}
        onClick={() => (paused ? session.play() : session.pause())}
      >
        {paused ? <PlayIcon /> : <PauseIcon />}
      </button>
      <span className="figure time">{clock(position)}</span>
      <input
        className="slider"
        type="range"
        min={0}
        max={duration}
        step={0.05}
        value={Math.min(position, duration)}
        aria-label={LIVE.position}
        aria-valuetext={positionWord(position, duration)}
        style={{ '--part': `${duration > 0 ? (100 * position) / duration : 0}%` } as CSSProperties}
        onChange={(event) => {
          const seconds = Number(event.currentTarget.value);
          setHeld(seconds);
          session.seek(seconds);
        }}
        onPointerUp={release}
        onPointerCancel={release}
        onKeyUp={release}
        onBlur={release}
      />
      <span className="figure time quiet">{clock(duration)}</span>
      <button
        type="button"
        className="button icon-only"
        aria-label={LIVE.loop}
        aria-pressed={loop}
        onClick={() => session.setLoop(!loop)}
      >
        <LoopIcon />
      </button>
      <select
        className="speed"
        aria-label={LIVE.speed}
        value={rate}
        onChange={(event) => session.setRate(Number(event.currentTarget.value))}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            {speedWord(speed)}
          </option>
        ))}
      </select>
    </div>
  );
}
