import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Letter, Letters, Shelf } from '../../contract/index.js';
import { query } from '../data/api.js';
import { countText, many } from '../data/number-text.js';
import { momentText } from '../data/time-text.js';
import { useApi } from '../data/use-api.js';
import { useConfig } from '../data/use-config.js';
import { Button } from '../parts/button.js';
import { Failed, Loading } from '../parts/note.js';
import { Table } from '../parts/table.js';
import { type Doing, reasonText, SHELVES } from './shelf-acts.js';
import s from './shelves.module.css';

interface ShelfLettersProps {
  readonly shelf: Shelf;
  readonly total: number;
  readonly reason: string | undefined;
  readonly onDo: (doing: Doing) => void;
}

/** One by one, the latest first. What is chosen is held by id: letters that come meanwhile move nothing. */
export function ShelfLetters({ shelf, total, reason, onDo }: ShelfLettersProps) {
  const { acts } = useConfig();
  const [before, setBefore] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Letter>>(new Map());
  const { data, error } = useApi<Letters>(`queues/${shelf}${query({ reason, before })}`, 5000);
  const may = SHELVES[shelf].acts.filter(({ act }) => acts.includes(act));
  const letters = [...chosen.values()];
  const choose = (letter: Letter, isChosen: boolean) =>
    setChosen(
      (known) => new Map(isChosen ? [...known, [letter.id, letter]] : [...known].filter(([id]) => id !== letter.id)),
    );
  if (data === undefined) return error === null ? <Loading what="the letters" /> : <Failed error={error} />;
  return (
    <>
      {may.length === 0 ? null : (
        <div className={s.bar} role="group" aria-label="What is done to the chosen">
          <span>
            {chosen.size === 0 ? 'Choose what something is to be done to' : `${countText(chosen.size)} chosen`}
          </span>
          {may.map((act) => {
            const ids = letters.filter(act.takes).map(({ id }) => id);
            return (
              <Button
                key={act.act}
                disabled={ids.length === 0}
                onClick={() =>
                  onDo({ act, what: many(ids.length, 'letter'), body: { ids }, onClose: () => setChosen(new Map()) })
                }
              >
                {act.verb}
                {ids.length === 0 || ids.length === chosen.size ? '' : ` ${ids.length}`} …
              </Button>
            );
          })}
        </div>
      )}
      <Table
        label={`${SHELVES[shelf].title}, the latest first`}
        columns={[
          {
            name: 'What',
            cell: (letter) => (
              <label className={s.what}>
                {may.length === 0 ? null : (
                  <input
                    type="checkbox"
                    checked={chosen.has(letter.id)}
                    onChange={({ target }) => choose(letter, target.checked)}
                  />
                )}
                {letter.what}
                <span className="hidden"> {letter.id}</span>
              </label>
            ),
          },
          { name: 'When', cell: ({ atMs }) => momentText(atMs) },
          {
            name: 'Call',
            cell: ({ interactionId }) =>
              interactionId === undefined ? (
                '–'
              ) : (
                <Link to="/calls/$id" params={{ id: interactionId }}>
                  {interactionId}
                </Link>
              ),
          },
          { name: 'Reason', isText: true, cell: (letter) => reasonText(letter.reason) },
          { name: 'Fields', isText: true, cell: ({ fields }) => <Fields fields={fields} /> },
        ]}
        rows={data.letters}
        keyOf={({ id }) => id}
        empty="Nothing lies here."
      />
      <div className={s.pages}>
        {before === undefined ? null : <Button onClick={() => setBefore(undefined)}>Latest</Button>}
        {data.next === undefined ? null : <Button onClick={() => setBefore(data.next)}>Older</Button>}
        <span>
          {many(data.letters.length, 'letter')} of {countText(total)} shown
        </span>
      </div>
    </>
  );
}

function Fields({ fields }: { readonly fields: Letter['fields'] }) {
  return (
    <details>
      <summary>{many(Object.keys(fields).length, 'field')}</summary>
      <dl className={s.fields}>
        {Object.entries(fields).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
