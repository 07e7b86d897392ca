import type { Engine, NearMiss, PhraseMatch } from './engine.js';

/** Makes one engine of those of several languages: all read all speech, since calls and sentences mix languages. */
export function joinEngines(engines: readonly Engine[]): Engine {
  const [only, ...others] = engines;
  if (only !== undefined && others.length === 0) return only;
  const match: Engine['match'] = (...speech) => {
    const matches = engines.flatMap((engine) => engine.match(...speech));
    const contains = (outer: PhraseMatch, inner: PhraseMatch) =>
      outer.key === inner.key &&
      comparePositions(outer.from, inner.from) <= 0 &&
      comparePositions(outer.to, inner.to) >= 0;
    return matches
      .filter((outer, index) =>
        // Of two that are the same the first is kept.
        matches.every((inner, other) => !contains(outer, inner) || (contains(inner, outer) && index <= other)),
      )
      .sort((a, b) => comparePositions(a.from, b.from) || comparePositions(a.to, b.to));
  };
  return {
    match,
    endsIn: (...speech) => engines.some((engine) => engine.endsIn(...speech)),
    nearest(speaker, speech, closerThan, turns, languages) {
      const near = engines.flatMap((engine) => engine.nearest(speaker, speech, closerThan, turns, languages));
      if (near.length === 0) return near;
      const matched = new Set(match(speaker, speech, turns, languages).map(({ key }) => key));
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

const comparePositions = (a: PhraseMatch['from'], b: PhraseMatch['from']): number =>
  a.segment - b.segment || a.word - b.word;
