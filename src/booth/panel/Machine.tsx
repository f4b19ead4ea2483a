import { EMPTY_DAY } from '#core/booth/counts-day.ts';
import { selectLiveSource } from '#store/selectors.ts';
import type { AppState } from '#store/state.ts';
import { useApp, useAppSlowly } from '#view/hooks.ts';
import { duration, KEEP_TROUBLE, KEPT, MACHINE, PANEL, REHEARSAL } from '../words/panel.ts';
import type { Counter, CounterView } from './counter.ts';
import { useGivenRate } from './use-given-rate.ts';

const selectFps = (state: AppState) => state.stats?.fps ?? null;

/** How the machine does: running time, restarts, speed, camera, and whether the numbers are kept. */
export function Machine({ counter, view }: { counter: Counter; view: CounterView }) {
  const source = useApp(selectLiveSource);
  const fps = useAppSlowly(selectFps, 1000);
  const given = useGivenRate();
  const { days, today, seconds, pace, trouble } = view;
  const { starts, engineRestarts, seconds: secondsToday } = days[today] ?? EMPTY_DAY;
  const rows: readonly (readonly [string, string])[] = [
    [MACHINE.runs, MACHINE.runsToday(seconds, duration(secondsToday))],
    [MACHINE.starts, MACHINE.startsToday(Math.max(0, starts - 1), engineRestarts)],
    [MACHINE.rate, MACHINE.rateOf(source === null ? null : fps, given)],
    [MACHINE.heat, MACHINE.heatOf(pace)],
    [
      MACHINE.camera,
      source === null
        ? MACHINE.noCamera
        : MACHINE.cameraOf(source.label, source.size.width, source.size.height),
    ],
    ...(counter.kept === 'yes' && trouble === null ? [[MACHINE.kept, KEPT] as const] : []),
  ];
  return (
    <section className="panel-machine" aria-label={PANEL.machine}>
      {trouble !== null && (
        <p className="panel-trouble" role="alert">
          {KEEP_TROUBLE[trouble]}
        </p>
      )}
      {counter.kept === 'rehearsal' && <p className="panel-trouble">{REHEARSAL}</p>}
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
