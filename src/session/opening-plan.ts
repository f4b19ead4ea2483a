import { type DroppedFiles, type NamedFile, sortFiles } from '#source/files.ts';
import type { NoticeContent } from '#store/state.ts';

/** What to do with the files of a choice, a drop or a paste. */
export interface OpeningPlan {
  /** If there are any, the video is not opened. */
  readonly photos: readonly NamedFile[];
  readonly video: NamedFile | null;
  /** Names everything that was left out; null if nothing was. */
  readonly notice: NoticeContent | null;
}

/**
 * All photos go to the table; without photos the first video is opened. Everything else is named in one notice.
 * Files that the system creates itself are not named unless there is nothing else.
 */
export async function planOpening({ files, unreadable }: DroppedFiles): Promise<OpeningPlan> {
  const { photos, videos, others, system } = await sortFiles(files);
  const names = (some: readonly NamedFile[]) => some.map(({ name }) => name);
  const [first, ...further] = videos;
  if (photos.length === 0 && !first) {
    // Several system files come from an empty folder and are not named; a single one was chosen by the user.
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
