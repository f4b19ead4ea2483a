import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useRef } from 'react';
import type { PhotoRow } from '#store/state.ts';
import { SortIcon } from '../icons.tsx';
import { PHOTOS } from '../words/photos.ts';
import { COLUMNS, type Column, nextOrder, type Order } from './order.ts';
import { NarrowRow, WideRow } from './PhotoRowView.tsx';

const WIDE_ROW = 90;
const NARROW_ROW = 108;

interface Props {
  readonly rows: readonly PhotoRow[];
  readonly narrow: boolean;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly onOpen: (id: number) => void;
}

/** The table of photos; only the visible rows exist. Arrow keys move between rows, Enter opens one. */
export function PhotoTable({ rows, narrow, order, onOrder, onOpen }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const height = narrow ? NARROW_ROW : WIDE_ROW;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(() => height, [height]),
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: 8,
  });

  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    const id = Number((event.target as HTMLElement).dataset.row);
    if (step === undefined || !id) return;
    event.preventDefault();
    const from = rows.findIndex((row) => row.id === id);
    const to = Math.max(0, Math.min(rows.length - 1, from + step));
    virtual.scrollToIndex(to);
    // The row may not exist before the scroll.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        scroller.current
          ?.querySelector<HTMLElement>(`[data-row="${rows[to]?.id}"]`)
          ?.focus({ preventScroll: true }),
      ),
    );
  };

  const Row = narrow ? NarrowRow : WideRow;
  return (
    <div ref={scroller} className="scroller">
      <table className="table" aria-label={PHOTOS.title} aria-rowcount={rows.length + 1} onKeyDown={move}>
        <thead className={narrow ? 'hidden' : 'table-head'}>
          <tr aria-rowindex={1} className="row-head">
            {COLUMNS.map((column) => (
              <Head key={column} column={column} narrow={narrow} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody className="table-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, size, key }) => {
            const row = rows[index];
            return (
              row && <Row key={key} row={row} place={index + 1} top={start} height={size} onOpen={onOpen} />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = Pick<Props, 'narrow' | 'order' | 'onOrder'> & { readonly column: Column };

function Head({ column, narrow, order, onOrder }: HeadProps) {
  const sorted = order.by === column;
  return (
    <th
      scope="col"
      className={`cell cell-${column}`}
      aria-sort={sorted ? (order.down ? 'descending' : 'ascending') : 'none'}
    >
      {narrow ? (
        PHOTOS.columns[column]
      ) : (
        <button type="button" className="sort" onClick={() => onOrder(nextOrder(order, column))}>
          <span>{PHOTOS.columns[column]}</span>
          {sorted && <SortIcon down={order.down} />}
        </button>
      )}
    </th>
  );
}
