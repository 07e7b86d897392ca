import type { Pack } from '@cueline/rules';
import type { Call } from '@cueline/simulator';
import fc from 'fast-check';

const smallTalk = [
  'okay let me see',
  'thank you',
  'one moment please',
  'sure',
  'well i think so',
  'could you repeat that',
];

/** A call consists of stretches of this length, in ms; somebody speaks at the end of some of them. */
const STRETCH_MS = 2_500;
const STRETCHES = 48;

/** How long such a call lasts at most, in ms. */
export const LONGEST_CALL_MS = (STRETCHES + 1) * STRETCH_MS;

/**
 * Calls made of the examples in a pack's rules, of what counts and of what does not, said by anybody at any time among small
 * talk. The same pack always gives the same calls.
 */
export function spokenCalls({ disclosures, prohibited }: Pack, count: number): Call[] {
  const examples = [...disclosures, ...prohibited].flatMap((rule) => [...rule.examples.said, ...rule.examples.notSaid]);
  const utterance = fc.record({
    speaker: fc.constantFrom('agent', 'agent', 'customer'),
    text: fc.oneof(fc.constantFrom(...examples), fc.constantFrom(...smallTalk)),
    stretch: fc.integer({ min: 1, max: STRETCHES }),
  });
  const utterances = fc.uniqueArray(utterance, { minLength: 5, maxLength: 25, selector: ({ stretch }) => stretch });
  return fc.sample(utterances, { numRuns: count, seed: 1 }).map((spoken, index) => {
    const interactionId = `spoken-${index + 1}`;
    const segments = spoken
      .toSorted((a, b) => a.stretch - b.stretch)
      .map(({ speaker, text, stretch }, place) => ({
        segmentId: `${interactionId}-${place + 1}`,
        speaker,
        text,
        startMs: stretch * STRETCH_MS - 2_000,
        endMs: stretch * STRETCH_MS,
      }));
    return { interactionId, segments, endMs: (segments.at(-1)?.endMs ?? 0) + 2_000 };
  });
}
