import { useState } from 'react';
import { Button } from '../parts/button.js';
import { Modal } from '../parts/modal.js';
import dialog from '../parts/dialog.module.css';
import { areKeysOn, turnKeys } from './use-shortcut.js';
import s from './keys-dialog.module.css';

const KEYS = [
  ['/', 'find a call'],
  ['j  k', 'next and previous row of Now'],
  ['Enter', 'open the row'],
  ['p', 'pause, and go on'],
  ['f', 'Now for a screen on the wall'],
  ['?', 'this list'],
] as const;

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const [isOn, setIsOn] = useState(areKeysOn);
  return (
    <Modal title="Keys" onClose={onClose}>
      <dl className={s.keys}>
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className={s.turn}>
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ target }) => {
            turnKeys(target.checked);
            setIsOn(target.checked);
          }}
        />
        Single keys work
      </label>
      <div className={dialog.actions}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}
