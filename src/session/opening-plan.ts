import { type DroppedFiles, type NamedFile, sortFiles } from '#source/files.ts';
import type { NoticeContent } from '#store/state.ts';

/** What to do with what was brought. */
export interface OpeningPlan {
  /** Where there are any, the video is not opened. */
  readonly photos: readonly NamedFile[];
  readonly video: NamedFile | null;
  /** What was left out, in one notice; null where nothing was. */
  readonly notice: NoticeContent | null;
}

/**
 * Photos go to the table, all of them; without photos the first video is opened. Everything else is named once,
 * but for files that systems keep by themselves, which are named only where nothing else came.
 */
export async function planOpening({ files, unreadable }: DroppedFiles): Promise<OpeningPlan> {
  const { photos, videos, others, system } = await sortFiles(files);
  const names = (some: readonly NamedFile[]) => some.map(({ name }) => name);
  const [first, ...further] = videos;
  if (photos.length === 0 && !first) {
    // A folder with nothing else in it holds no picture; a single such file was chosen and is named.
    const meant = others.length > 0 || system.length !== 1 ? others : system;
    const left = { videos: [], others: names(meant), unreadable };
    const nothing = meant.length === 0 && unreadable.length === 0;
    return {
      photos,
      video: null,
      notice: nothing ? { code: 'nothing-pasted' } : { code: 'not-media', left },
    };
  }
  const left = { videos: names(photos.length > 0 ? videos : further), others: names(others), unreadable };
  const complete = Object.values(left).every((some) => some.length === 0);
  return { photos, video: first ?? null, notice: complete ? null : { code: 'left-out', left } };
}
