import type { CompiledPack, ReplayOptions } from '@cueline/rules';
import type { ShadowJudgement, ShadowRules } from '@cueline/shared';
import { judgeByShadow, type ShadowedCall } from './shadow-judgement.js';

/** Most rules that a heartbeat names. */
const MOST_RULES = 20;

export interface ShadowContext {
  readonly file: string;
  readonly options: ReplayOptions;
  readonly onJudgement: (judgement: ShadowJudgement) => void;
}

/**
 * A pack that judges calls when they end, beside the one in force. It decides nothing: what it would have decided otherwise is
 * counted, and stands in the outcome.
 */
export function createShadow({ file, options, onJudgement }: ShadowContext) {
  let current: CompiledPack | undefined;
  let calls = 0;
  let differing = 0;
  let rules = new Map<string, number>();
  return {
    /** Undefined while there is none without mistakes. */
    pack: (): CompiledPack | undefined => current,
    use(pack: CompiledPack): void {
      if (pack.digest === current?.digest) return;
      current = pack;
      calls = differing = 0;
      rules = new Map();
    },
    judge: (call: ShadowedCall): ShadowJudgement | undefined =>
      current === undefined ? undefined : judgeByShadow(current, call, options),
    /** Counts what stands in an outcome. */
    count(judgement: ShadowJudgement): void {
      onJudgement(judgement);
      if (judgement.pack !== current?.digest) return;
      calls += 1;
      differing += judgement.differences.length > 0 ? 1 : 0;
      for (const { rule } of judgement.differences) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    },
    describe(): ShadowRules | undefined {
      if (current === undefined) return undefined;
      const most = [...rules].toSorted(([, a], [, b]) => b - a).slice(0, MOST_RULES);
      return { digest: current.digest, file, calls, differing, rules: most };
    },
  };
}
export type Shadow = ReturnType<typeof createShadow>;
