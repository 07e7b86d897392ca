import { createLog, InteractionId } from '@cueline/shared';
import { expect, test } from 'vitest';
import { createCircuit } from './circuit.js';

function setUp() {
  const held: string[] = [];
  const circuit = createCircuit({
    hold: {
      holdQueue: async (...[reason, forMs, options]) => {
        const why = options?.why ?? '';
        held.push(why);
        return { begun: true, reason, forMs, untilMs: forMs, why };
      },
    },
    random: () => 0,
    monotonic: () => 0,
    log: createLog({ name: 'test', level: 'silent' }),
  });
  const refuse = async (calls: number) => {
    for (let i = 0; i < calls; i += 1) await circuit.refused(InteractionId.parse(`c${i}`), 404, false);
  };
  return { circuit, held, refuse };
}

test('a few calls refused in a row are a warning, until a cue is taken', async () => {
  const { circuit, held, refuse } = setUp();
  await refuse(2);
  await refuse(2); // the same calls again
  expect(circuit.warning()).toBeUndefined();
  await refuse(3);
  expect(circuit.warning()).toMatch(/404 .* 3 in a row: check CXONE_CUES_URL/);
  expect(held).toEqual([]);
  circuit.succeeded();
  expect(circuit.warning()).toBeUndefined();
});

test('more calls refused in a row hold the queue', async () => {
  const { held, refuse } = setUp();
  await refuse(5);
  expect(held).toEqual([expect.stringMatching(/5 in a row/)]);
});
