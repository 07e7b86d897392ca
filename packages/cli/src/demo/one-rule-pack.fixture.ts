import type { Pack } from '@cueline/rules';

/** A pack with one disclosure, of this title. */
export function oneRulePack(title: string): Pack {
  return {
    version: 1,
    locale: 'en-US',
    fillers: [],
    expansions: {},
    events: {},
    disclosures: [
      {
        id: 'notice',
        title,
        cue: 'off',
        examples: { said: [], notSaid: [] },
        elements: [{ speaker: 'agent', say: [{ regex: 'notice' }], except: [] }],
        need: 1,
        sinceAfter: false,
      },
    ],
    prohibited: [],
    limits: { cuesPerInteraction: 12, quietMs: 0 },
  };
}
