import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds. */
export function useMedia(media: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(media);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [media],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(media).matches);
}

export const useIsPhone = (): boolean => useMedia('(max-width: 40rem)');
