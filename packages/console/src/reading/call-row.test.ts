import type { ReadCall } from '@cueline/operate';
import { emptyState, parseRuleFile } from '@cueline/rules';
import { expect, test } from 'vitest';
import { knownCallOf } from './call-row.js';

const RULES = 'version: 1\ndisclosures: [{id: notice, title: Notice, say: [this call is recorded], due: 30s}]';

test('a call that was heard late counts as not all heard, as one in a gap does', () => {
  const parsed = parseRuleFile(RULES, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules have mistakes');
  const call: ReadCall = {
    interactionId: '4711',
    pack: parsed.pack,
    state: emptyState(1e6),
    desktop: { cues: [], stale: [], heldBack: [] },
    unclear: new Set(),
  };
  const late: ReadCall = { ...call, state: { ...call.state, unheard: 'opening' } };
  expect(knownCallOf(call, 60_000, []).row.isUnheard).toBe(false);
  expect(knownCallOf(late, 60_000, []).row).toMatchObject({ isUnheard: true, urgency: 'clear' });
  expect(knownCallOf(call, 60_000, [{ fromMs: 2000, toMs: 3000 }]).row.isUnheard).toBe(true);
});
