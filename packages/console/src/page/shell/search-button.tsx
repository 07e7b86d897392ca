import { lazy, Suspense, useRef, useState } from 'react';
import { Icon } from '../parts/icon.js';
import { takeFocus } from '../parts/take-focus.js';
import { useShortcut } from './use-shortcut.js';
import s from './search-button.module.css';

const SearchDialog = lazy(() => import('./search-dialog.js').then(({ SearchDialog: found }) => ({ default: found })));

/** Finds any call, from every view. What is typed before the dialog is there is taken as well. */
export function SearchButton() {
  const [typed, setTyped] = useState<string>();
  const opener = useRef<HTMLElement>(null);
  const open = () => {
    const { activeElement, body } = document;
    opener.current = activeElement instanceof HTMLElement && activeElement !== body ? activeElement : null;
    setTyped('');
  };
  useShortcut('/', open);
  return (
    <>
      <button type="button" className={s.search} onClick={open} aria-haspopup="dialog">
        <Icon name="search" />
        <span className={s.text}>Find a call</span>
        <kbd className={s.key}>/</kbd>
      </button>
      {typed === undefined ? null : (
        <>
          <input
            ref={takeFocus}
            className="hidden"
            aria-label="Find a call"
            tabIndex={-1}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          <Suspense fallback={null}>
            <SearchDialog typed={typed} onType={setTyped} opener={opener} onClose={() => setTyped(undefined)} />
          </Suspense>
        </>
      )}
    </>
  );
}
