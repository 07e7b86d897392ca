import { createLog, InteractionId } from '@cueline/shared';
import { expect, test } from 'vitest';
import { createCircuit } from './circuit.js';

function setUp() {
  const held: string[] = [];
  let nowMs = 1_000_000;
  const circuit = createCircuit({
    hold: {
      holdQueue: async (...[reason, forMs, options]) => {
        const why = options?.why ?? '';
        held.push(why);
        return { begun: true, reason, forMs, untilMs: forMs, why };
      },
    },
    random: () => 0,
    monotonic: () => nowMs,
    log: createLog({ name: 'test', level: 'silent' }),
  });
  const refuse = async (calls: number, body = '') => {
    for (let i = 0; i < calls; i += 1) {
      await circuit.refused(InteractionId.parse(`c${i}`), { status: 404, body }, false);
    }
  };
  const pass = (ms: number) => void (nowMs += ms);
  return { circuit, held, refuse, pass };
}

test('calls refused in a row are a warning, until a cue is taken', async () => {
  const { circuit, held, refuse } = setUp();
  await refuse(3);
  await refuse(3); // the same calls again
  expect(circuit.warning()).toMatch(/404 .* 3 in a row: check CXONE_CUES_URL/);
  expect(held).toEqual([]);
  circuit.succeeded();
  expect(circuit.warning()).toBeUndefined();
});

test('the only cue is a warning from the first refusal on, in the words of CXone without what identifies somebody', async () => {
  const { circuit, refuse } = setUp();
  await refuse(1, '{"error":\n "no contact 4111 1111 1111 1111"}');
  expect(circuit.warning()).toMatchObject({
    reason: 'CXone refused the only cue: 404 {"error": "no contact [number]"}',
    remedy: expect.stringContaining('CXONE_CUES_URL'),
  });
  await refuse(2);
  expect(circuit.warning()).toMatchObject({ reason: 'CXone refused the only 2 cues: 404' });
});

test('one refusal shortly after a cue was taken is no warning: its call has ended in CXone', async () => {
  const { circuit, refuse, pass } = setUp();
  circuit.succeeded();
  pass(30_000);
  await refuse(1);
  pass(120_000);
  expect(circuit.warning()).toBeUndefined();
});

test('one refusal long after a cue was taken is a warning, which passes', async () => {
  const { circuit, refuse, pass } = setUp();
  circuit.succeeded();
  pass(3_600_000);
  await refuse(1);
  expect(circuit.warning()).toMatchObject({ reason: 'CXone refused the latest cue: 404' });
  pass(1_000_000);
  expect(circuit.warning()).toBeUndefined();
});

test('more calls refused in a row hold the queue', async () => {
  const { held, refuse } = setUp();
  await refuse(5);
  expect(held).toEqual([expect.stringMatching(/5 in a row/)]);
});

test('calls in a row whose cues are said to be there before they were sent are a warning, until one is taken', () => {
  const { circuit } = setUp();
  const conflict = (call: string) => circuit.succeeded(InteractionId.parse(call));
  for (const call of ['a', 'b', 'b']) conflict(call);
  expect(circuit.warning()).toBeUndefined();
  conflict('c');
  expect(circuit.warning()).toMatchObject({ reason: expect.stringContaining('409 to the cues of the last 3 calls') });
  circuit.succeeded();
  expect(circuit.warning()).toBeUndefined();
});
