import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppEvent } from './events.ts';
import { firstState, reduce } from './reduce.ts';
import type { AppState, Settings } from './state.ts';

/** The store: `api` for reading and subscribing, `dispatch` for changes. */
export interface AppStore {
  readonly api: StoreApi<AppState>;
  dispatch(event: AppEvent): void;
}

/** The page's only store. It changes only by dispatch. */
export function createAppStore(settings: Settings, stepped: boolean): AppStore {
  const api = createStore<AppState>(() => firstState(settings, stepped));
  return { api, dispatch: (event) => api.setState((state) => reduce(state, event), true) };
}
