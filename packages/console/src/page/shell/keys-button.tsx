import { lazy, Suspense, useState } from 'react';
import { Button } from '../parts/button.js';
import { useShortcut } from './use-shortcut.js';
import s from './keys-button.module.css';

const KeysDialog = lazy(() => import('./keys-dialog.js').then(({ KeysDialog: found }) => ({ default: found })));

export function KeysButton() {
  const [isOpen, setIsOpen] = useState(false);
  useShortcut('?', () => setIsOpen(true));
  return (
    <>
      <Button look="bare" className={s.keys ?? ''} aria-label="Keys" title="Keys (?)" onClick={() => setIsOpen(true)}>
        ?
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <KeysDialog onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
