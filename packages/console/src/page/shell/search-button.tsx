import { lazy, Suspense, useState } from 'react';
import { Icon } from '../parts/icon.js';
import { useShortcut } from './use-shortcut.js';
import s from './search-button.module.css';

const SearchDialog = lazy(() => import('./search-dialog.js').then(({ SearchDialog: found }) => ({ default: found })));

/** Finds any call by its id, from every view. */
export function SearchButton() {
  const [isOpen, setIsOpen] = useState(false);
  useShortcut('/', () => setIsOpen(true));
  return (
    <>
      <button type="button" className={s.search} onClick={() => setIsOpen(true)} aria-haspopup="dialog">
        <Icon name="search" />
        <span className={s.text}>Find a call</span>
        <kbd className={s.key}>/</kbd>
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
