import { useEffect, useLayoutEffect } from 'react';
import { selectPeople, selectUnshown } from '#store/selectors.ts';
import { useApp, useAppSlowly } from './hooks.ts';
import { pageTitle, SHARED_CARD_TITLE } from './words/title.ts';

/** Sets the theme and the stepped mode as attributes of the root element, for the style sheets. */
export function useRootAttributes(): void {
  const theme = useApp((state) => state.settings.theme);
  const stepped = useApp((state) => state.stepped);
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.toggleAttribute('data-stepped', stepped);
    const system = matchMedia('(prefers-color-scheme: dark)');
    const write = () => {
      root.dataset.theme = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme;
    };
    write();
    system.addEventListener('change', write);
    return () => system.removeEventListener('change', write);
  }, [theme, stepped]);
}

/** Sets the document's title to the state of the app, at most once a second; `isCard` if a shared card covers it. */
export function usePageTitle(isCard: boolean): void {
  const people = useAppSlowly(selectPeople, 1000);
  const unshown = useAppSlowly(selectUnshown, 1000);
  const state = useApp((state) => pageTitle(state, people, people + unshown));
  const title = isCard ? SHARED_CARD_TITLE : state;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
