import { expect, test } from 'vitest';
import { outcomeEntry } from '../store/outcome.fixture.js';
import { KINDS, useStores } from '../store/stores.fixture.js';
import { writeOutcomes } from '../store/write-outcomes.js';
import { readAttributeNames } from './read-attribute-names.js';

const stores = useStores();
const prefix = 'cueline';

test.each(KINDS)('%s: the attributes of the calls that are meant are named, the most frequent first', async (kind) => {
  const store = await stores.create(kind);
  const ended = (id: string, endedAtMs: number, attributes: Record<string, string>) =>
    outcomeEntry(id, { endedAtMs, attributes });
  await writeOutcomes(
    store.db,
    [
      ended('a', 1000, { agent: 'Ada', team: 'blue' }),
      ended('b', 1001, { agent: 'Bob', site: 'Leeds', team: 'red' }),
      ended('c', 1002, { agent: 'Cy' }),
      ended('late', 9000, { other: 'x' }),
    ],
    { prefix, nowMs: 0 },
  );
  const period = { prefix, fromMs: 0, toMs: 5000, where: [] };
  expect(await readAttributeNames(store, period)).toEqual(['agent', 'team', 'site']);
  expect(await readAttributeNames(store, { ...period, scope: { team: ['blue'] } })).toEqual(['agent', 'team']);
});
