import { archiveNames } from '#core/file-names.ts';
import { EXTENSIONS } from '#output/picture-file.ts';
import { writeZip, type ZipEntry, type ZipTarget } from '#output/zip-file.ts';
import type { Session } from '#session/session.ts';
import type { PhotoRow } from '#store/state.ts';
import type { SnapshotFailure } from '../words/snapshot.ts';
import { photoShot } from './photo-shot.ts';
import { type Look, type Search, type Snapshot, takeSnapshot } from './snapshot.ts';

/** A photo that is not in the archive. */
export interface LeftOutPicture {
  readonly name: string;
  readonly failure: SnapshotFailure;
}

export interface SavePicturesParts {
  readonly photos: Pick<Session['photos'], 'picture'>;
  readonly search: Search;
  readonly look: Look;
  readonly signal: AbortSignal;
  /** Called after each photo with the number of photos that are done. */
  onProgress(done: number): void;
  onLeftOut(picture: LeftOutPicture): void;
}

/**
 * Writes a snapshot of every photo that was read into an archive, one after the other. Resolves with the file to
 * download if there is no target. Rejects as `writeZip` does.
 */
export function savePictures(
  rows: readonly PhotoRow[],
  target: ZipTarget,
  parts: SavePicturesParts,
): Promise<Blob | null> {
  return writeZip(entries(rows, parts), target, parts.signal);
}

async function* entries(rows: readonly PhotoRow[], parts: SavePicturesParts): AsyncGenerator<ZipEntry> {
  const names = archiveNames(
    rows.map(({ name }) => name),
    EXTENSIONS[parts.look.format],
  );
  for (const [index, row] of rows.entries()) {
    const snapshot = await snapshotOf(row, parts);
    if (snapshot.ok) yield { name: names[index] ?? '', file: snapshot.file };
    else parts.onLeftOut({ name: row.name, failure: snapshot.failure });
    parts.onProgress(index + 1);
  }
}

async function snapshotOf(
  row: PhotoRow,
  { photos, look, search, signal }: SavePicturesParts,
): Promise<Snapshot> {
  signal.throwIfAborted();
  const shot = await photoShot(photos, row);
  if (shot === null) return { ok: false, failure: 'not-decoded' };
  try {
    return await takeSnapshot(shot, look, search, signal);
  } finally {
    shot.image.close();
  }
}
