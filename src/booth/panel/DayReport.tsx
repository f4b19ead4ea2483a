import type { Attributes } from '#core/booth/attributes.ts';
import type { DayNumbers } from '#core/booth/counts-report.ts';
import { HEADS } from '#core/labels.ts';
import { cellWords, PANEL, secondsWords } from '../words/panel.ts';
import { Bars } from './Bars.tsx';
import { SharesTable } from './SharesTable.tsx';

interface Props {
  /** Null if nothing was counted on this day. */
  readonly numbers: DayNumbers | null;
  readonly counted: Attributes;
}

/** The numbers of one day: also the page that is printed. */
export function DayReport({ numbers, counted }: Props) {
  if (numbers === null) return <p>{PANEL.nobody}</p>;
  const { passed, stayed, turned, medianStay, bars, shares } = numbers;
  const figures = [
    [PANEL.passed, cellWords(passed), PANEL.passedHint],
    [PANEL.stayed, cellWords(stayed), PANEL.stayedHint],
    [PANEL.medianStay, secondsWords(medianStay), PANEL.medianStayHint],
    [PANEL.turned, cellWords(turned), PANEL.turnedHint],
  ] as const;
  return (
    <>
      <dl className="panel-figures">
        {figures.map(([name, value, hint]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="panel-figure">{value}</dd>
            <dd className="panel-quiet">{hint}</dd>
          </div>
        ))}
      </dl>
      <Bars bars={bars} />
      <div className="panel-shares">
        {HEADS.filter((head) => counted[head]).map((head) => (
          <SharesTable key={head} group={head} shares={shares[head]} />
        ))}
      </div>
      <p className="panel-quiet panel-note">{PANEL.small}</p>
    </>
  );
}
