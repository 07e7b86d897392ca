import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void) {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(listener);
  media.addEventListener('change', listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-wall'] });
  return () => {
    media.removeEventListener('change', listener);
    observer.disconnect();
  };
}

/** The colour of text, which changes with the theme: what is drawn on a canvas has to be drawn anew. */
export const useInk = (): string =>
  useSyncExternalStore(subscribe, () => getComputedStyle(document.documentElement).color);
