import { describe, expect, test } from 'vitest';
import { outcomeEntry } from '../store/outcome.fixture.js';
import { KINDS, useStores } from '../store/stores.fixture.js';
import { writeOutcomes } from '../store/write-outcomes.js';
import { type KeptCall, readSpeech } from './read-speech.js';

const stores = useStores();
const prefix = 'cueline';
const said = (text: string) => [
  { segmentId: 's1', speaker: 'agent' as const, text, heardAtMs: 1.125, startMs: 0.5, confidence: 0.5, language: 'en' },
  { segmentId: 's2', speaker: 'other' as const, text: 'so\0', heardAtMs: 2, confidence: 1, attributes: { skill: 'x' } },
];

describe.each(KINDS)('%s', (kind) => {
  test('what was said is read as it was kept, the latest call first; of calls without it nothing', async () => {
    const store = await stores.create(kind);
    const entries = Array.from({ length: 120 }, (_, i) => ({
      ...outcomeEntry(`c${i}`, { endedAtMs: 1000 + (i % 60), attributes: { skill: i % 2 === 0 ? 'loans' : 'cards' } }),
      ...(i % 3 === 0 ? {} : { speech: said(`call ${i}`) }),
    }));
    await writeOutcomes(store.db, entries, { prefix, nowMs: 0 });
    await writeOutcomes(store.db, [{ ...outcomeEntry('else'), speech: said('else') }], { prefix: 'other', nowMs: 0 });
    const read = async (where: readonly (readonly [string, string])[] = []) => {
      const calls: KeptCall[] = [];
      for await (const call of readSpeech(store, { prefix, fromMs: 1010, toMs: 1060, where })) calls.push(call);
      return calls;
    };
    const calls = await read();
    const expected = entries.filter(({ outcome, speech }) => speech !== undefined && outcome.endedAtMs >= 1010);
    expect(calls.map(({ interactionId }) => interactionId).toSorted()).toEqual(
      expected.map(({ interactionId }) => interactionId).toSorted(),
    );
    const times = calls.map(({ endedAtMs }) => endedAtMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const [first, second] = said(`call ${calls[0]?.interactionId.slice(1)}`);
    expect(calls[0]?.segments).toEqual([first, { ...second, text: 'so\uFFFD' }]);
    expect((await read([['skill', 'loans']])).every(({ attributes }) => attributes['skill'] === 'loans')).toBe(true);
    expect(await read([['skill', 'loans']])).toHaveLength(calls.length / 2);
  });

  test('a later outcome of a call replaces what was said in it', async () => {
    const store = await stores.create(kind);
    const revision = (n: number, text: string) => ({
      ...outcomeEntry('x', { revision: n, lastHeardAtMs: 2_000_000 + n, endedAtMs: 2_000_000 }),
      speech: said(text),
    });
    const read = async () => {
      const texts: unknown[] = [];
      for await (const { segments } of readSpeech(store, { prefix, fromMs: 0, toMs: 9e6, where: [] }))
        texts.push(segments[0]?.text);
      return texts;
    };
    for (const entries of [[revision(1, 'one')], [revision(2, 'two'), revision(1, 'one')], [revision(1, 'one')]])
      await writeOutcomes(store.db, entries, { prefix, nowMs: 0 });
    expect(await read()).toEqual(['two']);
  });
});
