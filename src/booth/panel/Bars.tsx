import { type RefObject, useEffect, useRef, useState } from 'react';
import { spanOf } from '#core/booth/counts-export.ts';
import { type Bar, LEAST_SHOWN } from '#core/booth/counts-report.ts';
import type { Size } from '#core/types.ts';
import { cellWords, PANEL } from '../words/panel.ts';

/** Height of the drawing, and space around the bars, in font sizes. */
const EMS = { height: 15, left: 3, right: 1.5, top: 0.8, bottom: 1.8 } as const;
/** A chart shows at least this many bars, two hours, so that the first ones are no blocks. */
const LEAST_SLOTS = 12;
const SLOTS_PER_HOUR = 6;

/** People in ten minutes: passed, stayed within it, and a line for those turned to the screen. With a table to listen to. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  return (
    <figure className="panel-bars">
      <figcaption>
        <span className="panel-title">{PANEL.bars}</span>
        <ul className="panel-legend" aria-hidden="true">
          {(['passed', 'stayed', 'turned', 'hidden'] as const).map((what) => (
            <li key={what}>
              <span className="panel-key" data-what={what} />
              <span>{PANEL.legend[what]}</span>
            </li>
          ))}
        </ul>
      </figcaption>
      <Drawing bars={bars} />
      <div className="hidden">
        <BarsTable bars={bars} />
      </div>
    </figure>
  );
}

function Drawing({ bars }: { bars: readonly Bar[] }) {
  const svg = useRef<SVGSVGElement>(null);
  const { width, height } = useSize(svg);
  const em = height / EMS.height;
  const [left, right, top, floor] = [
    EMS.left * em,
    width - EMS.right * em,
    EMS.top * em,
    height - EMS.bottom * em,
  ];
  const first = bars[0]?.slot ?? 0;
  const slots = Math.max(LEAST_SLOTS, (bars.at(-1)?.slot ?? first) - first + 1);
  const most = highest(bars);
  const step = Math.max(0, right - left) / slots;
  const x = (slot: number) => left + (slot - first) * step;
  const y = (people: number) => floor - ((floor - top) * people) / most;
  const box = (slot: number, people: number, part: number) => ({
    x: x(slot) + (step * (1 - part)) / 2,
    width: step * part,
    y: y(people),
    height: Math.max(0, floor - y(people)),
  });
  const everyHour = Math.max(1, Math.ceil((4 * em) / (step * SLOTS_PER_HOUR)));
  const hours = Array.from({ length: slots + 1 }, (_, i) => first + i).filter(
    (slot) => slot % (SLOTS_PER_HOUR * everyHour) === 0,
  );
  return (
    <svg ref={svg} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {[0, most / 2, most].map((people) => (
        <g key={people}>
          <line className="panel-grid" x1={left} x2={right} y1={y(people)} y2={y(people)} />
          <text x={left - 0.6 * em} y={y(people) + 0.3 * em} textAnchor="end">
            {people}
          </text>
        </g>
      ))}
      {hours.map((slot) => (
        <text key={slot} x={x(slot)} y={height - 0.4 * em} textAnchor="middle">
          {spanOf({ slot }).from}
        </text>
      ))}
      {bars.map(({ slot, passed, stayed, turned }) => (
        <g key={slot}>
          {passed === null ? (
            <rect data-what="hidden" {...box(slot, (most * em) / (floor - top), 0.8)} />
          ) : (
            <rect data-what="passed" {...box(slot, passed, 0.8)} />
          )}
          {stayed !== null && <rect data-what="stayed" {...box(slot, stayed, 0.4)} />}
          {turned !== null && turned > 0 && (
            <line
              data-what="turned"
              x1={x(slot) + step * 0.05}
              x2={x(slot) + step * 0.95}
              y1={y(turned)}
              y2={y(turned)}
            />
          )}
        </g>
      ))}
    </svg>
  );
}

/** The size of an element, so that one unit of the drawing is one pixel and its letters have the size of the others. */
function useSize(element: RefObject<SVGSVGElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 1000, height: 225 });
  useEffect(() => {
    const drawn = element.current;
    if (drawn === null) return;
    const sizes = new ResizeObserver(() => setSize({ width: drawn.clientWidth, height: drawn.clientHeight }));
    sizes.observe(drawn);
    return () => sizes.disconnect();
  }, [element]);
  return size;
}

/** The top of the scale: an even number of people that is easy to halve. */
function highest(bars: readonly Bar[]): number {
  const most = Math.max(2 * LEAST_SHOWN, ...bars.flatMap(({ passed, stayed }) => [passed ?? 0, stayed ?? 0]));
  const unit = 10 ** Math.floor(Math.log10(most));
  const scale = [1, 2, 4, 6, 8, 10].find((factor) => factor * unit >= most) ?? 10;
  return scale * unit;
}

function BarsTable({ bars }: { bars: readonly Bar[] }) {
  return (
    <table>
      <caption>{PANEL.bars}</caption>
      <thead>
        <tr>
          <th scope="col">{PANEL.time}</th>
          <th scope="col">{PANEL.passed}</th>
          <th scope="col">{PANEL.stayed}</th>
          <th scope="col">{PANEL.turned}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.slot}>
            <th scope="row">{`${spanOf(bar).from}–${spanOf(bar).to}`}</th>
            <td>{cellWords(bar.passed)}</td>
            <td>{cellWords(bar.stayed)}</td>
            <td>{cellWords(bar.turned)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
