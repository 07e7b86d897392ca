import { useEffect, useSyncExternalStore } from 'react';
import { fromConsole } from './json.js';
import { createLive, type LiveState, type PartialAsk } from './live.js';

export const live = createLive();

/** A part of what the stream has said; `read` has to give the same object while that part is the same. */
export function useLive<T>(read: (state: LiveState) => T): T {
  return useSyncExternalStore(live.subscribe, () => read(live.read()));
}

/** Has the stream look at this while the view is shown. */
export function useLook(ask: PartialAsk): void {
  const key = JSON.stringify(ask);
  useEffect(() => live.look(fromConsole<PartialAsk>(key)), [key]);
}
