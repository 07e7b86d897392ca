import { EMPTY_DESKTOP } from '@cueline/rules';
import { InteractionId } from '@cueline/shared';
import { expect, test } from 'vitest';
import { conclude } from './conclude.js';
import type { Note } from '../outlet/note.js';

const interactionId = InteractionId.parse('call-1');
const post: Note = {
  kind: 'missing',
  items: ['notice'],
  key: 'k1',
  body: { type: 'compliance', title: 't', description: 'd', priority: 'high', status: 'open' },
  jobId: 'j-1',
  notedAtMs: 1,
};
const posted = { key: 'k1', kind: 'missing', items: ['notice'], postedAtUs: 7, open: true } as const;
const up = { ...EMPTY_DESKTOP, cues: [{ ...posted, items: ['notice'], cueId: 'c1' }] };
const resolve: Note = { kind: 'resolve', key: 'k1-resolved', cueKey: 'k1', cueId: 'c1', jobId: 'j-1', notedAtMs: 1 };

const afterPosting = { interactionId, note: post, desktop: EMPTY_DESKTOP, nowUs: 7 };
const afterResolving = { interactionId, note: resolve, desktop: up, nowUs: 7 };

test('a cue that was accepted is on the desktop', () => {
  const concluded = conclude({ kind: 'accepted', status: 201, cueId: 'c1' }, afterPosting);
  expect(concluded).toMatchObject({ outcome: 'posted', desktop: up });
});

test('in shadow mode a cue counts as posted, with a mark that nobody saw it', () => {
  expect(conclude({ kind: 'shadowed' }, afterPosting).desktop.cues).toEqual([{ ...posted, shadow: true }]);
});

test.each(['refused', 'ended', 'rejected'] as const)('a cue that is %s is not on the desktop', (kind) => {
  const { desktop } = conclude({ kind, status: 404, body: 'not here' }, afterPosting);
  expect(desktop.cues).toEqual([]);
  expect(desktop.refused).toMatchObject([{ items: ['notice'], status: 404, body: 'not here', atUs: 7 }]);
});

test('a cue that was rejected is not tried again, and a dead letter keeps the answer with numbers masked', () => {
  const concluded = conclude({ kind: 'rejected', status: 422, body: 'bad: 4111 1111 1111 1111' }, afterPosting);
  expect(concluded.desktop.refused?.[0]?.retryAtUs).toBeUndefined();
  expect(concluded.desktop.refused?.[0]?.body).not.toContain('4111');
  expect(concluded.deadLetter).toMatchObject({ reason: 'cue_rejected', interactionId: 'call-1', status: '422' });
  expect(concluded.deadLetter?.['body']).not.toContain('4111');
});

test('a number cut by the end of the kept answer is masked', () => {
  const body = `${'x'.repeat(1990)} 4111 1111 1111 1111`;
  const { deadLetter } = conclude({ kind: 'rejected', status: 422, body }, afterPosting);
  expect(deadLetter?.['body']).not.toContain('4111');
});

test('a cue that was resolved is no longer open', () => {
  expect(conclude({ kind: 'accepted', status: 200 }, afterResolving)).toMatchObject({
    outcome: 'resolved',
    desktop: { cues: [{ key: 'k1', open: false }] },
  });
});

test('if cues cannot be resolved, a cue stays open', () => {
  expect(conclude({ kind: 'unsupported', status: 405 }, afterResolving)).toMatchObject({
    outcome: 'resolve_unsupported',
    desktop: up,
  });
});
