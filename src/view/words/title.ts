import type { AppState } from '#store/state.ts';
import { LIVE } from './live.ts';
import { peopleOf } from './numbers.ts';
import { OPENING } from './opening.ts';
import { PHOTOS, photoProgress } from './photos.ts';
import { SHARED_CARD } from './shared-card.ts';
import { troubleWords } from './trouble.ts';
import { NAME } from './welcome.ts';

/** The document's title while a shared card covers the page. */
export const SHARED_CARD_TITLE = `${SHARED_CARD.page} · ${NAME}`;

/** The document's title for a state of the app. `people` are shown, `seen` were detected. */
export function pageTitle(state: Pick<AppState, 'phase' | 'photos'>, people: number, seen: number): string {
  const { phase } = state;
  switch (phase.state) {
    case 'welcome':
      return `${NAME}: faces, read in your browser`;
    case 'opening':
      return `${phase.asking ? OPENING.asking[phase.kind] : OPENING.loading} · ${NAME}`;
    case 'live':
      if (phase.source.silent) return `${LIVE.noPicture} · ${NAME}`;
      return `${people === 0 ? LIVE.nobody : peopleOf(people, seen)} · ${NAME}`;
    case 'photos':
      return `${state.photos.rows.length === 0 ? PHOTOS.title : photoProgress(state.photos)} · ${NAME}`;
    case 'trouble':
      return `${troubleWords(phase.trouble).title} · ${NAME}`;
  }
}
