import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { keepWall, type WallSearch } from '../data/last-wall.js';
import { useLive, useLook } from '../data/use-live.js';
import { Button } from '../parts/button.js';
import { Loading, Note } from '../parts/note.js';
import { useIsPhone } from '../parts/use-media.js';
import { useShortcut } from '../shell/use-shortcut.js';
import { Announcer } from './announcer.js';
import { Cards } from './cards.js';
import { Filters } from './filters.js';
import { Grid } from './grid.js';
import { Tallies } from './tallies.js';
import { readWallSearch } from './wall-search.js';
import s from './now.module.css';

/** A part of the wall that a list wants to show. */
export interface Window {
  readonly from: number;
  readonly count: number;
}

/** Who owes what right now. */
export function Now() {
  const search = readWallSearch(useSearch({ from: '/' })); // the router keeps what nobody understands
  const { wall: isWall, ...filter } = search;
  useEffect(() => keepWall(search));
  const navigate = useNavigate({ from: '/' });
  const isPhone = useIsPhone();
  const [window, setWindow] = useState<Window>({ from: 0, count: 80 });
  useLook({ view: 'now', ...filter, ...window });
  const wall = useLive((state) => state.wall);
  const setSearch = (change: Partial<WallSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  useShortcut('f', () => setSearch({ wall: isWall === true ? undefined : true }));
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const clear = () => void navigate({ search: isWall === true ? { wall: true } : {}, replace: true });
  return (
    <div className={s.now}>
      <h1 className="hidden">Now: what is owed in the calls that are on</h1>
      <Tallies wall={wall} urgency={filter.urgency} onChoose={(urgency) => setSearch({ urgency })} />
      {isWall === true ? (
        <Button className={s.leave ?? ''} onClick={() => setSearch({ wall: undefined })}>
          Leave the wall (f)
        </Button>
      ) : (
        <Filters wall={wall} filter={filter} isFiltered={isFiltered} onChange={setSearch} onClear={clear} />
      )}
      <Announcer />
      {wall === undefined ? (
        <Loading what="the calls" />
      ) : wall.matching > 0 ? (
        isPhone ? (
          <Cards wall={wall} onWindow={setWindow} />
        ) : (
          <Grid wall={wall} onWindow={setWindow} />
        )
      ) : isFiltered ? (
        <Note icon="search" title="No call on now matches this">
          <Button onClick={clear}>Show all {wall.total}</Button>
        </Note>
      ) : (
        <Note icon="well" title="No call is on">
          Calls appear here as soon as the first words of them are heard. Ended calls are found by the search.
        </Note>
      )}
    </div>
  );
}
