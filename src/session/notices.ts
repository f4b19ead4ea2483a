import type { AppEvent } from '#store/events.ts';
import type { NoticeContent } from '#store/state.ts';

/** Gives every notice its number. */
export function createNotifier(dispatch: (event: AppEvent) => void): (content: NoticeContent) => void {
  let nextId = 1;
  return (content) => {
    dispatch({ type: 'notice', notice: { id: nextId, content } });
    nextId += 1;
  };
}
