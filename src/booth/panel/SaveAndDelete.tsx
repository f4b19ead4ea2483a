import { useState } from 'react';
import type { Attributes } from '#core/booth/attributes.ts';
import type { Days } from '#core/booth/counts-day.ts';
import { countsCsv, countsJson } from '#core/booth/counts-export.ts';
import { saveText } from '#session/download.ts';
import { PANEL } from '../words/panel.ts';
import type { Counter } from './counter.ts';

const FILE = 'booth-numbers';

interface Props {
  readonly counter: Counter;
  readonly days: Days;
  readonly counted: Attributes;
}

/** Saves all days, prints the shown one, and deletes everything after a question. */
export function SaveAndDelete({ counter, days, counted }: Props) {
  const [step, setStep] = useState<'idle' | 'asking' | 'done'>('idle');
  if (step === 'asking') {
    return (
      <div className="panel-actions" role="alertdialog" aria-label={PANEL.eraseQuestion}>
        <p>{PANEL.eraseQuestion}</p>
        <button type="button" className="panel-button" ref={focus} onClick={() => setStep('idle')}>
          {PANEL.eraseNo}
        </button>
        <button
          type="button"
          className="panel-button"
          onClick={() => {
            counter.erase();
            setStep('done');
          }}
        >
          {PANEL.eraseYes}
        </button>
      </div>
    );
  }
  const saves = [
    [PANEL.csv, () => saveText(FILE, 'csv', 'text/csv;charset=utf-8', countsCsv(days, counted))],
    [PANEL.json, () => saveText(FILE, 'json', 'application/json', countsJson(days, counted))],
    [PANEL.print, () => window.print()],
    [PANEL.erase, () => setStep('asking')],
  ] as const;
  return (
    <div className="panel-actions">
      {saves.map(([name, act]) => (
        <button key={name} type="button" className="panel-button" onClick={act}>
          {name}
        </button>
      ))}
      <p role="status">{step === 'done' ? PANEL.erased : ''}</p>
    </div>
  );
}

/** The safe answer has the focus. */
function focus(button: HTMLButtonElement | null): void {
  button?.focus({ preventScroll: true });
}
