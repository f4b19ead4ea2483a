import type { StoreApi } from 'zustand/vanilla';
import type { Timeline } from '#core/timeline.ts';
import { summarisePeople, timelineRows } from '#core/timeline-report.ts';
import { useApp, useSlowly } from '../hooks.ts';
import { personName } from '../words/face.ts';
import { columnHeads, rowCells, rowTime, summaryWords, TIMELINE } from '../words/timeline.ts';
import type { Past } from './history.ts';

/** Sentences and table are read, not watched. */
const EVERY_MS = 1000;

const selectTimeline = ({ timeline }: Past) => timeline;

interface Props {
  readonly id: string;
  readonly history: StoreApi<Past>;
  readonly open: boolean;
}

/** A sentence about everyone in the picture, for screen readers at any time; for all, with the table, if `open`. */
export function InWords({ id, history, open }: Props) {
  const timeline = useSlowly(history, selectTimeline, EVERY_MS);
  const show = useApp((state) => state.settings.show);
  return (
    <div
      id={id}
      className="timeline-words"
      data-open={open}
      // Without a place in the order of Tab, the keyboard cannot scroll it in Safari.
      {...(open && { role: 'region', 'aria-label': TIMELINE.table, tabIndex: 0 })}
    >
      <ul className={open ? 'timeline-sentences' : 'hidden'} aria-label={TIMELINE.summaries}>
        {summarisePeople(timeline).map((summary) => (
          <li key={summary.id}>{summaryWords(summary, show)}</li>
        ))}
      </ul>
      {open && <Table timeline={timeline} />}
    </div>
  );
}

function Table({ timeline }: { timeline: Timeline }) {
  const show = useApp((state) => state.settings.show);
  const heads = columnHeads(show);
  return (
    <table>
      <caption className="hidden">{TIMELINE.tableTitle}</caption>
      <thead>
        <tr>
          {[TIMELINE.columns.time, TIMELINE.columns.person, ...heads].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {timelineRows(timeline).map((row) => (
          <tr key={`${row.from} ${row.id}`}>
            <th scope="row">{rowTime(row)}</th>
            <td>{personName(row.id)}</td>
            {rowCells(row, show).map((cell, index) => (
              <td key={heads[index]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
