import { type FormEvent, useEffect, useRef, useState } from 'react';
import { SHOW } from '../words/show.ts';

/** How long the corner must be held. */
const HOLD_MS = 3000;
/** A PIN that nobody types is not asked for any longer. */
const PATIENCE_MS = 20_000;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

interface Props {
  /** The PIN to ask for; null while none is asked for. */
  readonly pin: string | null;
  /** The corner was held long enough. */
  readonly onHeld: () => void;
  readonly onRight: () => void;
  readonly onCancel: () => void;
}

/** The presenter's way in: a corner to hold, and the question for the PIN. */
export function Presenter({ pin, onHeld, onRight, onCancel }: Props) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <>
      <div
        className="show-corner"
        onPointerDown={() => {
          release();
          timer.current = setTimeout(onHeld, HOLD_MS);
        }}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
      />
      {pin !== null && <PinPad pin={pin} onRight={onRight} onCancel={onCancel} />}
    </>
  );
}

/** Digits for a touch screen, and a field for a keyboard. */
function PinPad({ pin, onRight, onCancel }: Omit<Props, 'onHeld'> & { readonly pin: string }) {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (typed === pin) onRight();
    const timer = setTimeout(onCancel, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [typed, pin, onRight, onCancel]);
  const type = (text: string) => setTyped(text.replaceAll(/\D/g, '').slice(0, pin.length));
  const isWrong = typed.length === pin.length && typed !== pin;
  return (
    <section className="show-over show-pin" role="dialog" aria-modal="true" aria-label={SHOW.pin}>
      <form onSubmit={(event: FormEvent) => event.preventDefault()}>
        <label>
          <span>{SHOW.pin}</span>
          <input
            ref={field}
            type="password"
            inputMode="none"
            autoComplete="off"
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
          />
        </label>
        <p role="status">{isWrong ? SHOW.wrongPin : ''}</p>
        <div className="show-digits">
          {DIGITS.map((digit) => (
            <button key={digit} type="button" className="show-button" onClick={() => type(typed + digit)}>
              {digit}
            </button>
          ))}
          <button type="button" className="show-button" onClick={() => setTyped('')}>
            {SHOW.erase}
          </button>
          <button type="button" className="show-button" onClick={onCancel}>
            {SHOW.cancel}
          </button>
        </div>
      </form>
    </section>
  );
}
