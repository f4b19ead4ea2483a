import { type DragEvent, type ReactNode, useState } from 'react';
import { EXTENSIONS, type PictureFormat } from '#output/picture-file.ts';
import { pictureFacts, SNAPSHOT, SNAPSHOT_FAILURES } from '../words/snapshot.ts';
import { type Chosen, LookChoices, useFirstCover, useLook } from './LookChoices.tsx';
import { SnapshotActions } from './SnapshotActions.tsx';
import type { Shot } from './snapshot.ts';
import { type Making, useSnapshot } from './use-snapshot.ts';
import './snapshot.css';

interface Props {
  readonly shot: Shot;
  /** Of the file, without extension. */
  readonly name: string;
  /** The format that is chosen at first. */
  readonly format: PictureFormat;
  /** More buttons. */
  readonly children?: ReactNode;
}

/** A shot as it would be kept, the choices of its look, and what can be done with it. */
export function SnapshotView({ shot, name, format, children }: Props) {
  const [chosen, setChosen] = useState<Chosen>({ labels: 'with', cover: useFirstCover(), format });
  const making = useSnapshot(shot, useLook(chosen));
  const fileName = `${name}.${EXTENSIONS[chosen.format]}`;
  return (
    <div className="snapshot">
      <Preview making={making} shot={shot} fileName={fileName} />
      <LookChoices chosen={chosen} onChange={setChosen} />
      <SnapshotActions file={making.state === 'drawn' ? making.file : null} fileName={fileName}>
        {children}
      </SnapshotActions>
    </div>
  );
}

function Preview({ making, shot, fileName }: { making: Making; shot: Shot; fileName: string }) {
  const drag = (event: DragEvent<HTMLImageElement>) => {
    if (making.state !== 'drawn') return;
    // In Chromium this makes a file with a name of what is dropped on the desktop.
    event.dataTransfer.setData('DownloadURL', `${making.file.type}:${fileName}:${making.address}`);
  };
  return (
    <figure className="snapshot-preview">
      {making.state === 'drawn' ? (
        <img src={making.address} alt={SNAPSHOT.preview} draggable onDragStart={drag} />
      ) : (
        <svg
          className="snapshot-space"
          viewBox={`0 0 ${shot.image.width} ${shot.image.height}`}
          aria-hidden="true"
        />
      )}
      <figcaption className="quiet small figure" role={making.state === 'failed' ? 'alert' : 'status'}>
        {making.state === 'drawn' && pictureFacts(making.size, making.file.size)}
        {making.state === 'drawing' && SNAPSHOT.drawing}
        {making.state === 'failed' && SNAPSHOT_FAILURES[making.failure]}
      </figcaption>
    </figure>
  );
}
