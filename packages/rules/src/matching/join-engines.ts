import type { Speaker } from '../pack/speaker.js';
import type { SpokenSegments } from '../speech/heard-speech.js';
import { createWrittenWordTable } from '../speech/written-word-table.js';
import { endsMark } from '../words/marks.js';
import type { Engine, NearMiss, PhraseMatch } from './engine.js';

/** Finds the phrases of one language, as `Engine` does. */
export interface LanguageEngine extends Pick<Engine, 'reach' | 'contextWords'> {
  readonly allKeys: ReadonlySet<string>;
  match(speaker: Speaker, spoken: SpokenSegments, isAsked: (key: string) => boolean): PhraseMatch[];
  mayChange(
    speaker: Speaker,
    spoken: SpokenSegments,
    from: number,
    isMatched: (key: string, since?: number) => boolean,
  ): ReadonlySet<string>;
  nearest(speaker: Speaker, spoken: SpokenSegments, closerThan: (key: string) => number): NearMiss[];
  /** Learns the next written word, until it forgets all. */
  learn(written: string): void;
  forget(): void;
}

/** Makes one engine of those of several languages: all read all speech, since calls and sentences mix languages. */
export function joinEngines(engines: readonly LanguageEngine[], onForget: () => void = () => {}): Engine {
  const read = createWrittenWordTable({
    describe: (written) => engines.forEach((engine) => engine.learn(written)),
    onForget: () => {
      engines.forEach((engine) => engine.forget());
      onForget();
    },
  });

  function matchAll(speaker: Speaker, spoken: SpokenSegments, isAsked = all): PhraseMatch[] {
    const matches = engines.flatMap((engine) => engine.match(speaker, spoken, isAsked));
    if (engines.length === 1) return matches;
    return matches
      .filter((outer, index) =>
        // Of two that are the same the first is kept.
        matches.every((inner, other) => !contains(outer, inner) || (contains(inner, outer) && index <= other)),
      )
      .sort((a, b) => comparePositions(a.from, b.from) || comparePositions(a.to, b.to));
  }

  return {
    match: (speaker, texts, turns = () => [], languages = [], isAsked = all) =>
      matchAll(speaker, { texts, turns, languages, written: read(texts) }, isAsked),
    mayChange(speaker, texts, from, turns = () => [], languages = [], isMatched = all) {
      const spoken = { texts, turns, languages, written: read(texts) };
      if (spoken.written.mayMark && endsMark(texts, from)) return union(engines.map(({ allKeys }) => allKeys));
      return union(engines.map((engine) => engine.mayChange(speaker, spoken, from, isMatched)));
    },
    nearest(speaker, texts, closerThan = () => 0, turns = () => [], languages = []) {
      const spoken = { texts, turns, languages, written: read(texts) };
      const near = engines.flatMap((engine) => engine.nearest(speaker, spoken, closerThan));
      if (near.length === 0) return near;
      const matched = new Set(matchAll(speaker, spoken).map(({ key }) => key));
      const closest = new Map<string, NearMiss>();
      for (const each of near.toSorted((a, b) => b.closeness - a.closeness)) {
        if (!matched.has(each.key) && !closest.has(each.key)) closest.set(each.key, each);
      }
      return [...closest.values()];
    },
    reach: Math.max(...engines.map(({ reach }) => reach)),
    contextWords: Math.max(...engines.map(({ contextWords }) => contextWords)),
  };
}

const all = (_key: string) => true;

const union = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap((keys) => [...keys]));

const contains = (outer: PhraseMatch, inner: PhraseMatch): boolean =>
  outer.key === inner.key && comparePositions(outer.from, inner.from) <= 0 && comparePositions(outer.to, inner.to) >= 0;

const comparePositions = (a: PhraseMatch['from'], b: PhraseMatch['from']): number =>
  a.segment - b.segment || a.word - b.word;
