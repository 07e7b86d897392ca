import type { ReadCall } from '@cueline/operate';
import { emptyState, parseRuleFile } from '@cueline/rules';
import { expect, test } from 'vitest';
import { panelCallOf } from './panel-call.js';

const RULES = 'version: 1\ndisclosures: [{id: notice, title: Notice, say: [this call is recorded], due: 30s}]';

function callOf(state: Partial<ReadCall['state']> = {}): ReadCall {
  const parsed = parseRuleFile(RULES, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules have mistakes');
  return {
    interactionId: '4711',
    pack: parsed.pack,
    state: { ...emptyState(1e6), ...state },
    desktop: { cues: [], stale: [], heldBack: [] },
    unclear: new Set(),
  };
}

test('a call that was heard late says so, and has no line for what may have been said before', () => {
  const lines = [{ rule: 'notice', kind: 'due' }];
  const shown = (call: ReadCall, gaps: Parameters<typeof panelCallOf>[2] = []) =>
    panelCallOf(call, 60_000, gaps, () => true).shown;
  expect(shown(callOf())).toMatchObject({ lines });
  expect(shown(callOf())).not.toHaveProperty('unheard');
  expect(shown(callOf({ unheard: 'opening' }))).toMatchObject({ unheard: 'opening', lines: [] });
  expect(shown(callOf(), [{ fromMs: 2000, toMs: 3000 }])).toMatchObject({ unheard: 'part', lines });
});
