import type { CompiledPack } from '../matching/compile-pack.js';
import type { Disclosure, Prohibited } from '../pack/pack.js';
import { elementKey, prohibitedKey } from '../pack/sayables.js';

/** An example of a rule that the rule does not live up to. */
export interface FailingExample {
  readonly id: string;
  readonly example: string;
  /** What the rule file says: whether these words count. */
  readonly said: boolean;
}

/** Runs the examples that a pack's rules carry: each is taken as one segment, whoever it is that has to say it. */
export function failingExamples({ pack, engine }: CompiledPack): FailingExample[] {
  const isSaid = (rule: Disclosure | Prohibited, example: string): boolean => {
    const found = new Set(
      (['agent', 'customer'] as const).flatMap((speaker) => engine.match(speaker, [example])).map(({ key }) => key),
    );
    if (!('elements' in rule)) return found.has(prohibitedKey(rule.id));
    return rule.elements.filter((_, index) => found.has(elementKey(rule.id, index))).length >= rule.need;
  };
  return [...pack.disclosures, ...pack.prohibited].flatMap((rule) =>
    [
      ...rule.examples.said.map((example) => ({ id: rule.id, example, said: true })),
      ...rule.examples.notSaid.map((example) => ({ id: rule.id, example, said: false })),
    ].filter(({ example, said }) => isSaid(rule, example) !== said),
  );
}
