import { expect, test } from 'vitest';
import { EMPTY_DESKTOP } from './desktop.js';
import { judge } from './judge.js';
import { at, disclosure, heard, packOf, prohibited, said } from '../interaction/pack.fixture.js';
import { afterPost, reconcile } from './reconcile.js';
import { afterRefusal, nextRetryAtUs } from './refusals.js';

const pack = packOf({
  disclosures: [disclosure('a', { dueMs: 30_000 }), disclosure('b', { dueMs: 60_000 })],
  prohibited: [prohibited('p')],
});
const missing = { kind: 'missing', items: ['a'] } as const;
const refusal = { status: 404, body: '', nowUs: at(31), isFinal: false };
const refused = afterRefusal(EMPTY_DESKTOP, missing, refusal);

function step(
  seconds: number,
  desktop = refused,
  { heardAt = seconds, matches = [] as ReturnType<typeof said>[] } = {},
) {
  const nowUs = at(seconds);
  const judgement = judge(pack, heard(matches), nowUs);
  const context = { pack, judgement, desktop, ended: false, nowUs, cueMaxAgeUs: 120_000_000, resolve: false };
  return { ...reconcile({ ...context, heardAtUs: at(heardAt) }), retryAtUs: nextRetryAtUs(desktop, judgement, nowUs) };
}

test('a refused cue is tried again after 10 s, and later less often', () => {
  expect(step(40)).toMatchObject({ action: { kind: 'none' }, retryAtUs: at(41) });
  expect(step(41).action).toMatchObject({ kind: 'post', cue: { items: ['a'] } });
  const often = [41, 61, 101, 161].reduce(
    (desktop, second) => afterRefusal(desktop, missing, { ...refusal, nowUs: at(second) }),
    refused,
  );
  expect(often.refused).toMatchObject([{ times: 5, retryAtUs: at(221) }]);
});

test('a refused cue is not tried again while its call is silent and may have ended; a look comes each minute', () => {
  expect(step(50, refused, { heardAt: 31 })).toMatchObject({ action: { kind: 'none' }, retryAtUs: at(110) });
  expect(step(50, refused, { heardAt: 32 }).action.kind).toBe('post');
});

test('a cue whose refusal is final is never tried again', () => {
  const final = afterRefusal(EMPTY_DESKTOP, missing, { ...refusal, isFinal: true });
  expect(step(59, final)).toMatchObject({ action: { kind: 'none' }, retryAtUs: undefined });
});

test('a disclosure that becomes due meanwhile is cued without the refused one', () => {
  const lately = afterRefusal(refused, missing, { ...refusal, nowUs: at(60) });
  expect(step(61, lately).action).toMatchObject({ kind: 'post', cue: { items: ['b'] } });
});

test('a refused prohibited phrase is tried again until it is too old', () => {
  const matches = [said('prohibited:p', 20)];
  const phrase = { kind: 'prohibited', items: ['p'] } as const;
  const desktop = afterRefusal(EMPTY_DESKTOP, phrase, { ...refusal, nowUs: at(21) });
  expect(step(29, desktop, { matches }).action.kind).toBe('none');
  expect(step(32, desktop, { matches }).action).toMatchObject({ cue: { items: ['p'] } });
  expect(step(200, desktop, { matches }).desktop.stale).toEqual(['p']);
});

test('a cue that the platform has taken no longer counts as refused, and the others still do', () => {
  const both = afterRefusal(EMPTY_DESKTOP, { kind: 'missing', items: ['a', 'b'] }, refusal);
  expect(afterPost(both, missing, { key: 'k', nowUs: at(70) }).refused).toMatchObject([{ items: ['b'] }]);
});
