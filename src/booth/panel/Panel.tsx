import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { countedAttributes } from '#core/booth/attributes.ts';
import type { Booth } from '#core/booth/booth.ts';
import { numbersOf } from '#core/booth/counts-report.ts';
import { dayWords, PANEL } from '../words/panel.ts';
import type { Counter } from './counter.ts';
import { DayReport } from './DayReport.tsx';
import { Machine } from './Machine.tsx';
import { SaveAndDelete } from './SaveAndDelete.tsx';
import { useIdle } from './use-idle.ts';
import './panel.css';

/** A panel that nobody touches closes after this time, because it covers the mirror. */
const OPEN_MS = 90_000;

interface Props {
  readonly booth: Booth;
  readonly counter: Counter;
  readonly onClose: () => void;
  readonly onSetUp: () => void;
}

/** The presenter's panel over the show, above the notice: the numbers of a day, and how the machine does. */
export function Panel({ booth, counter, onClose, onSetUp }: Props) {
  const view = useSyncExternalStore(counter.subscribe, counter.view);
  const [chosen, setChosen] = useState<string | null>(null);
  const counted = useMemo(() => countedAttributes(booth), [booth]);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus({ preventScroll: true }), []);
  useIdle(OPEN_MS, onClose);

  const { days, today } = view;
  const names = [...new Set([...Object.keys(days), today])].sort();
  const day = chosen !== null && names.includes(chosen) ? chosen : today;
  const at = names.indexOf(day);
  const numbers = days[day] ? numbersOf(days[day], counted) : null;
  const counts = booth.numbers !== 'off';
  return (
    <section className="show-over panel" role="dialog" aria-modal="true" aria-label={PANEL.title}>
      <header className="panel-head">
        <div>
          <h2>{counts ? dayWords(day) : PANEL.title}</h2>
          <p className="panel-quiet">{booth.organiser}</p>
        </div>
        <div className="panel-actions">
          {counts && names.length > 1 && (
            <>
              <DayButton name={names[at - 1]} label={PANEL.before} onChoose={setChosen} />
              <DayButton name={names[at + 1]} label={PANEL.after} onChoose={setChosen} />
            </>
          )}
          <button type="button" className="panel-button" onClick={onSetUp}>
            {PANEL.setUp}
          </button>
          <button ref={close} type="button" className="panel-button" onClick={onClose}>
            {PANEL.close}
          </button>
        </div>
      </header>
      {counts ? <DayReport numbers={numbers} counted={counted} /> : <p>{PANEL.noNumbers}</p>}
      <Machine counter={counter} view={view} />
      {counts && <SaveAndDelete counter={counter} days={days} counted={counted} />}
    </section>
  );
}

interface DayButtonProps {
  readonly name: string | undefined;
  readonly label: string;
  readonly onChoose: (name: string) => void;
}

function DayButton({ name, label, onChoose }: DayButtonProps) {
  return (
    <button
      type="button"
      className="panel-button"
      disabled={name === undefined}
      onClick={() => name !== undefined && onChoose(name)}
    >
      {label}
    </button>
  );
}
