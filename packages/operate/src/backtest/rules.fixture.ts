import { compilePack, formatRuleError, parseRuleFile, type CompiledPack } from '@cueline/rules';
import type { Call } from '@cueline/simulator/calls';

/** Compiles a rule file that has no mistakes. */
export function rulesOf(source: string): CompiledPack {
  const parsed = parseRuleFile(source, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error(parsed.errors.map(formatRuleError).join('\n'));
  return compilePack(parsed.pack);
}

/** A call of the agent's sentences, one every ten seconds. */
export function callOf(interactionId: string, ...texts: string[]): Call {
  const segments = texts.map((text, index) => ({
    segmentId: `${interactionId}-${index + 1}`,
    speaker: 'agent',
    startMs: index * 10_000,
    endMs: index * 10_000 + 2_000,
    text,
  }));
  return { interactionId, segments };
}
