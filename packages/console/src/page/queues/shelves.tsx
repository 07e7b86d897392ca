import { useState } from 'react';
import type { Queues, Shelf } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import { Panel } from '../parts/panel.js';
import { ShelfGroups } from './shelf-groups.js';
import { ShelfLetters } from './shelf-letters.js';
import { SHELVES } from './shelf-acts.js';
import s from './shelves.module.css';

/** What was put aside: by reason, and one by one. */
export function Shelves({ queues: { shelves } }: { readonly queues: Queues }) {
  const [chosen, setChosen] = useState<Shelf>();
  const [reason, setReason] = useState<string>();
  const shelf = shelves.find((each) => each.shelf === chosen) ?? shelves.find(({ total }) => total > 0) ?? shelves[0];
  if (shelf === undefined) return null;
  const tabs = (
    <div className={s.tabs} role="group" aria-label="What was put aside">
      {shelves.map(({ shelf: name, total }) => (
        <button
          key={name}
          type="button"
          className={s.tab}
          aria-pressed={name === shelf.shelf}
          onClick={() => {
            setChosen(name);
            setReason(undefined);
          }}
        >
          {SHELVES[name].title} <span className={total > 0 ? s.some : s.none}>{countText(total)}</span>
        </button>
      ))}
    </div>
  );
  return (
    <Panel title="Put aside" aside={tabs}>
      <p className={s.about}>{SHELVES[shelf.shelf].about}</p>
      {shelf.total === 0 ? (
        <p className={s.empty}>Nothing lies here.</p>
      ) : (
        <>
          <ShelfGroups shelf={shelf.shelf} groups={shelf.groups} reason={reason} onReason={setReason} />
          <ShelfLetters key={`${shelf.shelf}${reason}`} shelf={shelf.shelf} total={shelf.total} reason={reason} />
        </>
      )}
    </Panel>
  );
}
