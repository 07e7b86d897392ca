import { createEngine } from '../matching/create-engine.js';
import type { NearMiss, PhraseMatch } from '../matching/engine.js';
import type { EngineSource } from '../pack/sayables.js';
import type { Phrase, Sayable } from '../pack/pack.js';

/** A phrase that was found by itself, apart from the others of its sayable and from what is excepted. */
export interface ProbedPhrase {
  readonly key: string;
  readonly phrase: Phrase;
  readonly match: Omit<PhraseMatch, 'key'>;
}

/** Finds which phrases of which sayables match, whoever speaks; for people who work on rules. */
export function createPhraseProbe(source: EngineSource) {
  const phrases = [...source.sayables].flatMap(([key, { say }]) => say.map((phrase) => ({ key, phrase })));
  const engineOf = (sayables: readonly Sayable[]) =>
    createEngine({ ...source, sayables: new Map(sayables.map((one, index) => [`${index}`, one])) });
  const engine = engineOf(phrases.map(({ phrase }) => sayableOf(phrase, [])));

  /** @param speech texts of successive segments of one speaker */
  const find = (speech: readonly string[]): ProbedPhrase[] =>
    engine.match('agent', speech).flatMap(({ key: index, ...match }) => {
      const probed = phrases[Number(index)];
      return probed === undefined ? [] : [{ ...probed, match }];
    });

  const exceptOf = ({ key }: ProbedPhrase) => source.sayables.get(key)?.except ?? [];
  const isVoidedBy = ({ phrase, match }: ProbedPhrase, exceptions: Phrase[], speech: readonly string[]) =>
    !engineOf([sayableOf(phrase, exceptions)])
      .match('agent', speech)
      .some((other) => isSame(other, match));
  /** Whether exceptions make a phrase that was found in this speech not count. One engine tells, whatever their number. */
  const isVoided = (probed: ProbedPhrase, speech: readonly string[]): boolean =>
    exceptOf(probed).length > 0 && isVoidedBy(probed, exceptOf(probed), speech);

  return {
    find,
    /** What came closest to each sayable of which no phrase matches, by its key. */
    nearest(speech: readonly string[]): ReadonlyMap<string, NearMiss> {
      const matched = new Set(find(speech).map(({ key }) => key));
      const nearest = new Map<string, NearMiss>();
      for (const near of engine.nearest('agent', speech)) {
        const key = phrases[Number(near.key)]?.key;
        // The closest come first.
        if (key !== undefined && !matched.has(key) && !nearest.has(key)) nearest.set(key, { ...near, key });
      }
      return nearest;
    },
    /** The exceptions of which each alone makes a phrase that was found in this speech not count. */
    exceptionsOf(probed: ProbedPhrase, speech: readonly string[]): Phrase[] {
      return isVoided(probed, speech) ? exceptOf(probed).filter((one) => isVoidedBy(probed, [one], speech)) : [];
    },
    isVoided,
  };
}

const sayableOf = (phrase: Phrase, except: Phrase[]): Sayable => ({ speaker: 'any', say: [phrase], except });

const isSame = (a: ProbedPhrase['match'], b: ProbedPhrase['match']) =>
  a.from.segment === b.from.segment &&
  a.from.word === b.from.word &&
  a.to.segment === b.to.segment &&
  a.to.word === b.to.word;
