import { useSyncExternalStore } from 'react';
import { live } from './use-live.js';

let browserMs = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    browserMs = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Times go on for so long without anything heard; then they stand still, as all else does. */
export const STALE_AFTER_MS = 5000;

/** Ms of Redis' clock, once a second; they stand still while the page is paused or knows nothing new. */
export const useNowMs = (): number =>
  useSyncExternalStore(subscribe, () => {
    const { pausedAtMs, heardAtMs, aheadMs } = live.read();
    return (pausedAtMs ?? Math.min(browserMs, heardAtMs + STALE_AFTER_MS)) + aheadMs;
  });

/** How long ago the pipeline was heard of last, in whole seconds. */
export const useDataAgeS = (): number =>
  useSyncExternalStore(subscribe, () =>
    Math.max(0, Math.round(((live.read().pausedAtMs ?? browserMs) - live.read().heardAtMs) / 1000)),
  );
