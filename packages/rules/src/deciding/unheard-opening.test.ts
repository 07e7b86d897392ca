import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance } from '../interaction/advance.js';
import { createEngine } from '../matching/create-engine.js';
import type { HeardSegment, InteractionState } from '../interaction/interaction.js';
import { formatState, parseState } from '../interaction/known-text.js';
import { at, disclosure, heard, packOf, said } from '../interaction/pack.fixture.js';
import { judge } from './judge.js';
import { planLooks } from './plan-looks.js';

const pack = packOf({
  disclosures: [
    disclosure('opening', { dueMs: 30_000 }),
    disclosure('agent', { from: 'agent', dueMs: 10_000 }),
    disclosure('whole'),
    disclosure('after', { after: 'e', dueMs: 20_000, sinceAfter: true }),
    disclosure('around', { after: 'e', dueMs: 20_000 }),
  ],
});
const OPENING = new Set(['opening', 'agent', 'whole', 'around']);
const KEYS = ['opening#0', 'agent#0', 'whole#0', 'after#0', 'around#0', 'event:e'];

const arbitraryState = fc
  .array(fc.tuple(fc.constantFrom(...KEYS), fc.integer({ min: 0, max: 60 })), { maxLength: 6 })
  .map((all) => {
    const first = new Map(all.toSorted((a, b) => b[1] - a[1]));
    const matches = [...first].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([key, s]) => said(key, s));
    return heard(matches, { agentHeardAtUs: at(0) });
  });
const seconds = fc.integer({ min: 0, max: 120 });
const kinds = (state: InteractionState, s: number, ending?: 'heard' | 'unheard') =>
  Object.fromEntries(Object.entries(judge(pack, state, at(s), ending).disclosures).map(([id, { kind }]) => [id, kind]));

test('what may have been said before a call was heard is neither due nor missed, and nothing else of it changes', () => {
  fc.assert(
    fc.property(arbitraryState, seconds, (state, s) => {
      const late: InteractionState = { ...state, unheard: 'opening' };
      const [known, unknown] = [kinds(state, s), kinds(late, s)];
      for (const id of Object.keys(known)) {
        const isOpen = known[id] === 'due' || known[id] === 'pending';
        expect(unknown[id]).toBe(OPENING.has(id) && isOpen ? 'undecided' : known[id]);
      }
      expect(Object.values(kinds(late, 200, 'unheard'))).not.toContain('missed');
      const planned = planLooks(pack, undefined, late, []).upcoming.map(([atUs]) => atUs);
      const { after } = judge(pack, late, late.lastHeardAtUs).disclosures;
      expect(planned).toEqual(after?.kind === 'pending' || after?.kind === 'due' ? [after.dueAtUs] : []);
    }),
  );
});

test('a call is late if all of its speech is, in whatever order that comes, and stays so in Redis', () => {
  const engine = createEngine({ locale: 'en-US', fillers: [], expansions: {}, sayables: new Map() });
  const segment = fc.record({ second: fc.integer({ min: 0, max: 20 }), isLate: fc.boolean() });
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), fc.nat(), (all, cut) => {
      const segments = all.map(({ second, isLate }, i): HeardSegment => ({
        segmentId: String(i),
        speaker: 'agent',
        text: 'hello',
        heardAtUs: at(second),
        confidence: 1,
        ...(isLate ? { late: true } : {}),
      }));
      const middle = cut % segments.length;
      const options = { engine, isMatchable: () => false };
      const first = middle === 0 ? undefined : advance(undefined, segments.slice(0, middle), options);
      const { state } = advance(first, segments.slice(middle), options);
      expect(state.unheard).toBe(all.every(({ isLate }) => isLate) ? 'opening' : undefined);
      expect(parseState(formatState(state)).unheard).toBe(state.unheard);
    }),
  );
});
