import { useState } from 'react';
import type { Queues, Shelf } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import { ActDialog } from '../parts/act-dialog.js';
import { Panel } from '../parts/panel.js';
import { ShelfGroups } from './shelf-groups.js';
import { ShelfLetters } from './shelf-letters.js';
import { type Doing, SHELVES } from './shelf-acts.js';
import s from './shelves.module.css';

/** What was put aside: by reason, and one by one. */
export function Shelves({ queues: { shelves } }: { readonly queues: Queues }) {
  // What is looked at does not change by itself, nor does a dialog go because its letters did.
  const [chosen, setChosen] = useState<Shelf | undefined>(() => shelves.find(({ total }) => total > 0)?.shelf);
  const [doing, setDoing] = useState<Doing>();
  const [reason, setReason] = useState<string>();
  const shelf = shelves.find((each) => each.shelf === chosen) ?? shelves[0];
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
          <ShelfGroups shelf={shelf.shelf} groups={shelf.groups} reason={reason} onReason={setReason} onDo={setDoing} />
          <ShelfLetters
            key={`${shelf.shelf}${reason}`}
            shelf={shelf.shelf}
            total={shelf.total}
            reason={reason}
            onDo={setDoing}
          />
        </>
      )}
      {doing === undefined ? null : (
        <ActDialog
          act={doing.act.act}
          title={`${doing.act.verb} ${doing.what}`}
          verb={doing.act.verb}
          isDanger={doing.act.isDanger === true}
          body={doing.body}
          onClose={() => {
            doing.onClose?.();
            setDoing(undefined);
          }}
        />
      )}
    </Panel>
  );
}
