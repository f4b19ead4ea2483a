import type { LinkFault } from '#core/booth/link.ts';
import { FAULTS, faultWords, unknownWords } from './words/faults.ts';
import '#view/screens/trouble.css';

interface Props {
  readonly faults: readonly LinkFault[];
  readonly unknown: readonly string[];
  readonly onSetUp: () => void;
}

/** Shown instead of the show: one sentence for each fault of its link. */
export function LinkFaults({ faults, unknown, onSetUp }: Props) {
  return (
    <main className="trouble">
      <div className="trouble-card" role="alert">
        <h1>{FAULTS.title}</h1>
        <FaultList faults={faults} unknown={unknown} />
        <div className="trouble-ways">
          <button type="button" className="button primary" onClick={onSetUp}>
            {FAULTS.setUp}
          </button>
        </div>
      </div>
    </main>
  );
}

/** One sentence for each fault. */
export function FaultList({ faults, unknown }: Omit<Props, 'onSetUp'>) {
  return (
    <ul>
      {faults.map((fault) => (
        <li key={fault.name}>{faultWords(fault)}</li>
      ))}
      {unknown.map((name) => (
        <li key={name}>{unknownWords(name)}</li>
      ))}
    </ul>
  );
}
