import { InteractionId } from '@cueline/shared';
import { expect, test } from 'vitest';
import { createLookEverywhere } from './look-everywhere.js';
import type { Look, LookResult, OtherLooks } from './look.js';

const JOB = { interactionId: InteractionId.parse('c'), jobId: 'j', token: 't' };
const DONE = { kind: 'done' } as const;
const HELD = { kind: 'held', forMs: 60_000 } as const;
const WAIT = { kind: 'wait', forMs: 500 } as const;

const coming =
  (result: LookResult): Look =>
  () =>
    Promise.resolve(result);

/** What looks on several outlets come to, the first first, and what the first was told of the others. */
async function come(first: LookResult, ...others: LookResult[]) {
  let told: OtherLooks | undefined;
  const look: Look = async (_, elsewhere) => {
    told = await elsewhere;
    return first;
  };
  return { result: await createLookEverywhere(look, others.map(coming))(JOB), told };
}

test('a look is done when it is on every outlet, and the first is told of the rest', async () => {
  const [earlier, later] = [
    { kind: 'done', remindAtUs: 7, lookRevision: 3 },
    { kind: 'done', remindAtUs: 5, lookRevision: 4 },
  ] as const;
  expect(await come(DONE, earlier, later)).toEqual({
    result: DONE,
    told: { areDone: true, remindAtUs: 5, lookRevision: 3 },
  });
  expect(await come(DONE, DONE, WAIT)).toMatchObject({ result: WAIT, told: { areDone: false } });
  expect((await come(WAIT, DONE)).result).toEqual(WAIT);
});

test('the queue is held only if every outlet is; an end of a hold is noticed soon', async () => {
  expect((await come(HELD, HELD)).result).toEqual({ kind: 'held', forMs: 2000 });
  expect((await come(HELD, DONE)).result).toEqual({ kind: 'wait', forMs: 2000 });
  expect((await come(DONE, HELD)).result).toEqual({ kind: 'wait', forMs: 2000 });
  expect((await come(WAIT, HELD)).result).toEqual(WAIT);
});

test('a look that fails on one outlet fails when those on the others are over', async () => {
  let others = 0;
  const slow: Look = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    others += 1;
    return DONE;
  };
  const failing: Look = () => Promise.reject(new Error('no answer'));
  await expect(createLookEverywhere(failing, [slow])(JOB)).rejects.toThrow('no answer');
  expect(others).toBe(1);
  await expect(createLookEverywhere(slow, [failing])(JOB)).rejects.toThrow('no answer');
  expect(others).toBe(2);
});
