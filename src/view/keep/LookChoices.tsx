import { useEffect, useState } from 'react';
import type { CoverStyle } from '#core/cover.ts';
import { type PictureFormat, writableFormats } from '#output/picture-file.ts';
import { Choice } from '../controls/Choice.tsx';
import { useApp } from '../hooks.ts';
import { SNAPSHOT } from '../words/snapshot.ts';
import type { Look } from './snapshot.ts';

/** What a person chooses of a look. */
export interface Chosen {
  readonly labels: 'with' | 'without';
  readonly cover: CoverStyle | 'none';
  readonly format: PictureFormat;
}

/** The cover that is chosen at first: where the page covers faces, a sheet must not uncover them unasked. */
export function useFirstCover(): Chosen['cover'] {
  const cover = useApp((state) => state.settings.cover);
  return cover === 'off' ? 'none' : cover;
}

/** The look that a choice means, with the attributes of the settings on its labels. */
export function useLook({ labels, cover, format }: Chosen): Look {
  const show = useApp((state) => state.settings.show);
  return { show: labels === 'with' ? show : null, cover: cover === 'none' ? null : cover, format };
}

/** The choices of a snapshot's look. A format that the browser cannot write is not offered. */
export function LookChoices({ chosen, onChange }: { chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  const [writable, setWritable] = useState<readonly PictureFormat[]>([]);
  useEffect(() => {
    let gone = false;
    writableFormats().then((formats) => {
      if (!gone) setWritable(formats);
    });
    return () => {
      gone = true;
    };
  }, []);
  const formats = Object.fromEntries(
    writable.map((format) => [format, SNAPSHOT.formats[format]]),
  ) as typeof SNAPSHOT.formats;
  return (
    <>
      <Choice
        legend={SNAPSHOT.labels}
        options={SNAPSHOT.labelChoices}
        value={chosen.labels}
        onChange={(labels) => onChange({ ...chosen, labels })}
      />
      <Choice
        legend={SNAPSHOT.faces}
        options={SNAPSHOT.coverChoices}
        value={chosen.cover}
        onChange={(cover) => onChange({ ...chosen, cover })}
      />
      {chosen.cover !== 'none' && <p className="quiet small">{SNAPSHOT.coverHint}</p>}
      <Choice
        legend={SNAPSHOT.format}
        options={formats}
        value={chosen.format}
        onChange={(format) => onChange({ ...chosen, format })}
      />
    </>
  );
}
