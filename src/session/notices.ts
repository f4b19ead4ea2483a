import type { AppEvent } from '#store/events.ts';
import type { NoticeContent } from '#store/state.ts';

/** Returns a function that dispatches a notice with a new id. */
export function createNotifier(dispatch: (event: AppEvent) => void): (content: NoticeContent) => void {
  let nextId = 1;
  return (content) => {
    dispatch({ type: 'notice', notice: { id: nextId, content } });
    nextId += 1;
  };
}
