import { selectPeople, selectUnshown } from '#store/selectors.ts';
import { useApp, useAppSlowly } from '../hooks.ts';
import { SortIcon } from '../icons.tsx';
import { BACKEND_WORDS, LIVE, METER, modelDeviation } from '../words/live.ts';
import { framesPerSecond, milliseconds, peopleOf } from '../words/numbers.ts';
import './meter.css';

/** The speed in one line, and the time of each stage when opened. Times are hidden in stepped mode. */
export function Meter() {
  const stepped = useApp((state) => state.stepped);
  const measured = useApp((state) => state.stats);
  const engine = useApp((state) => state.engine);
  const people = useAppSlowly(selectPeople);
  const unshown = useAppSlowly(selectUnshown);
  const stats = stepped ? null : measured;
  const info = engine.state === 'ready' ? engine.info : null;
  const rows: readonly (readonly [string, string])[] = [
    [METER.latency, milliseconds(stats?.latencyMs ?? null)],
    [METER.latencyP95, milliseconds(stats?.latencyP95Ms ?? null)],
    [METER.detect, milliseconds(stats?.detectMs ?? null)],
    [METER.classify, milliseconds(stats?.classifyMs ?? null)],
    ...(info === null
      ? []
      : ([
          [METER.model, info.model],
          [METER.deviation, modelDeviation(info.goldenError)],
          [METER.boot, milliseconds(stepped ? null : info.bootMs)],
        ] as const)),
  ];
  return (
    <details className="meter">
      <summary>
        <span className="hidden">{LIVE.figures}</span>
        <span>{framesPerSecond(stats?.fps ?? null)}</span>
        <span>{milliseconds(stats?.latencyMs ?? null)}</span>
        <span>{info === null ? LIVE.starting : BACKEND_WORDS[info.backend]}</span>
        <span className="meter-people">{peopleOf(people, people + unshown)}</span>
        <SortIcon down />
      </summary>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
