import type { NearMiss, PhraseMatch } from '../matching/engine.js';
import { listenedFor, type Listened } from '../pack/listened-for.js';
import { phraseText, type Pack } from '../pack/pack.js';
import { createPhraseProbe } from './phrase-probe.js';
import { sayablesOf } from '../pack/sayables.js';

/** What a rule, an element of one, or an event makes of some speech. */
export interface RuleExplanation extends Omit<Listened, 'key'> {
  /** Phrases that match, voided ones included. */
  readonly phrases: readonly ExplainedPhrase[];
  /** What nearly matched, if no phrase does. */
  readonly nearest: Omit<NearMiss, 'key'> | undefined;
}

/** A phrase that matches, and where. */
export interface ExplainedPhrase extends Omit<PhraseMatch, 'key'> {
  /** As it stands in the rule file. */
  readonly phrase: string;
  /** The exceptions that make it not count, each of them alone; empty if it counts. */
  readonly voidedBy: readonly string[];
}

/** Whether any of the phrases counts. */
export const isSaid = ({ phrases }: Pick<RuleExplanation, 'phrases'>) =>
  phrases.some(({ voidedBy }) => voidedBy.length === 0);

/** Finds, for each rule of a pack, which of its phrases match some speech, and in which place. */
export type ExplainSpeech = (speech: readonly string[]) => RuleExplanation[];

/** The function it returns takes texts of successive segments of one speaker, whoever that is. */
export function createExplainer(pack: Pack): ExplainSpeech {
  const probe = createPhraseProbe({ ...pack, sayables: sayablesOf(pack) });
  const listened = listenedFor(pack);
  return (speech) => {
    const found = probe.find(speech);
    const nearest = probe.nearest(speech);
    return listened.map(({ key, ...rule }) => {
      const phrases = found
        .filter((probed) => probed.key === key)
        .map((probed) => {
          const voidedBy = probe.exceptionsOf(probed, speech).map(phraseText);
          return { phrase: phraseText(probed.phrase), ...probed.match, voidedBy };
        });
      return { ...rule, phrases, nearest: nearest.get(key) };
    });
  };
}
