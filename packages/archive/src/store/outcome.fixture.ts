import type { Outcome, OutcomeEntry } from '@cueline/shared';

type Evidence = Outcome['prohibited'][number]['match'];

export const match = (key: string, words: string, heardAtMs: number): Evidence => ({
  key,
  from: [0, 0, 0],
  to: [0, 0, 1],
  heardAtMs,
  segmentId: `s${heardAtMs}`,
  words,
  confidence: 1,
});

/** An outcome as a matcher writes it: one disclosure said, one missed, one prohibited phrase heard. */
export function outcomeEntry(
  id: string,
  changed: Partial<Outcome> & { readonly revision?: number; readonly final?: boolean } = {},
): OutcomeEntry {
  const { revision = 1, final = true, ...parts } = changed;
  const startMs = parts.firstHeardAtMs ?? 1_000_000.125;
  const outcome: Outcome = {
    interactionId: id,
    endedBy: final ? 'frame' : 'silence',
    firstHeardAtMs: startMs,
    lastHeardAtMs: startMs + 60_000,
    endedAtMs: (parts.lastHeardAtMs ?? startMs + 60_000) + 1,
    pack: 'digest',
    attributes: { skill: 'loans', agent: 'Ada' },
    disclosures: {
      notice: {
        kind: 'satisfied',
        saidAtMs: startMs + 10,
        evidence: [match('notice#0', 'this call is recorded', startMs + 10)],
      },
      rate: { kind: 'missed' },
    },
    prohibited: [{ id: 'promise', match: match('prohibited:promise', 'a guaranteed return', startMs + 20) }],
    nearMisses: [
      {
        key: 'rate#0',
        phrase: 'the annual rate is',
        closeness: 0.6,
        share: 0.5,
        reason: 'incomplete',
        lacked: ['annual'],
        words: 'the rate is',
        segmentId: 's30',
        heardAtMs: startMs + 30,
      },
    ],
    desktop: {
      cues: [{ key: 'k', kind: 'missing', items: ['rate'], postedAtMs: startMs + 40, open: true }],
      stale: [],
      heldBack: [],
    },
    ...parts,
  };
  return { interactionId: id, revision, final, outcome };
}
