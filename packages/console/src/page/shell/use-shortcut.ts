import { useEffect, useEffectEvent } from 'react';

const KEY = 'cueline-keys';
/** Single keys may be turned off: who dictates, or whose hand slips, would press them unawares. */
export const areKeysOn = (): boolean => localStorage.getItem(KEY) !== 'off';
export const turnKeys = (on: boolean): void => localStorage.setItem(KEY, on ? 'on' : 'off');

/**
 * Does something when a key is pressed, unless somebody is typing or a dialog is open.
 *
 * @param repeats whether it is done again and again while the key is held
 */
export function useShortcut(key: string, act: () => void, repeats = false): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (
      event.key !== key ||
      (event.repeat && !repeats) ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      !areKeysOn()
    )
      return;
    const target = event.target instanceof Element ? event.target : undefined;
    if (target?.closest('input, textarea, select, [contenteditable]') != null) return;
    if (document.querySelector('[role=dialog], [role=alertdialog]') !== null) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}
