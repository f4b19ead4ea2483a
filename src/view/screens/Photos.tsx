import { useCallback, useMemo, useState } from 'react';
import { selectPhotoRows } from '#store/selectors.ts';
import { FilePicker } from '../controls/FilePicker.tsx';
import { useApp, useAppSlowly, useMedia, useSession } from '../hooks.ts';
import { AddIcon, PhotosIcon } from '../icons.tsx';
import { ARRIVAL, arrange, type Filter, NO_FILTER, type Order } from '../photos/order.ts';
import { PhotoDetail } from '../photos/PhotoDetail.tsx';
import { PhotoFilters } from '../photos/PhotoFilters.tsx';
import { PhotoHeader } from '../photos/PhotoHeader.tsx';
import { PhotoTable } from '../photos/PhotoTable.tsx';
import { PHOTOS } from '../words/photos.ts';
import '../photos/photos.css';

/** The table of photos, and the detail of the open one. */
export function Photos() {
  const session = useSession();
  const all = useAppSlowly(selectPhotoRows, 250);
  const open = useApp((state) => state.photos.open);
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [order, setOrder] = useState<Order>(ARRIVAL);
  const narrow = useMedia('(max-width: 760px)');
  const rows = useMemo(() => arrange(all, filter, order), [all, filter, order]);
  const opened = open === null ? undefined : all.find((row) => row.id === open);
  const onOpen = useCallback((id: number) => session.showPhoto(id), [session]);
  return (
    <main className="photos">
      <PhotoHeader />
      {all.length === 0 ? (
        <div className="photos-empty">
          <PhotosIcon />
          <h2>{PHOTOS.emptyTitle}</h2>
          <p className="quiet">{PHOTOS.emptyBody}</p>
          <FilePicker takes="photos" className="button primary large" label={PHOTOS.add}>
            <AddIcon />
            <span>{PHOTOS.add}</span>
          </FilePicker>
        </div>
      ) : (
        <>
          <PhotoFilters
            filter={filter}
            onFilter={setFilter}
            order={order}
            onOrder={setOrder}
            narrow={narrow}
          />
          <PhotoTable rows={rows} narrow={narrow} order={order} onOrder={setOrder} onOpen={onOpen} />
          {rows.length === 0 && (
            <div className="photos-none">
              <p>{PHOTOS.noMatch}</p>
              <button type="button" className="button" onClick={() => setFilter(NO_FILTER)}>
                {PHOTOS.resetFilters}
              </button>
            </div>
          )}
        </>
      )}
      {opened !== undefined && <PhotoDetail row={opened} rows={rows} />}
    </main>
  );
}
