import type { CompiledPhrase, CompiledPhrases, PhraseRole } from './compiled-phrases.js';
import type { HeardSpeech } from './heard-speech.js';
import { createHeardItems } from './heard-items.js';
import { meaningOf } from './meaning-guard.js';
import { createAligner, type Alignment, type Anchor } from './phrase-alignment.js';
import type { Stand } from './vocabulary.js';

/** Something that was found in a speech: in written words, both inclusive. */
export interface Found {
  readonly key: string;
  readonly role: PhraseRole;
  readonly from: number;
  readonly to: number;
}

/**
 * Finds all phrases in one pass: a phrase is tried only where its rarest word is heard, and only if its other words are
 * heard anywhere. So the cost depends on what is said rather than on how many rules there are.
 */
export function createPhraseFinder(compiled: CompiledPhrases) {
  const { anchorsOf } = compiled;
  const align = createAligner();
  const heard = createHeardItems(compiled);

  /** Aligns a phrase at an anchor, and judges what is meant. */
  function alignAt(
    speech: HeardSpeech,
    { graph, role, options }: CompiledPhrase,
    anchor: Anchor,
  ): Alignment | undefined {
    const alignment = align(graph, speech, anchor, options);
    if (alignment === undefined || role === 'except') return alignment;
    const meaning = meaningOf(speech, alignment.from);
    if (meaning === 'asked') return align(graph, speech, anchor, { ...options, withoutAuxiliary: false });
    return meaning === 'stated' ? alignment : undefined;
  }

  return (speaker: string, speech: HeardSpeech): Found[] => {
    const found: Found[] = [];
    heard.forgetAll();
    for (const { stands } of [...speech.words, ...speech.spans]) {
      for (const { item, distance } of stands) heard.note(item, distance);
    }

    function tryAll(from: number, to: number, stands: readonly Stand[]): void {
      for (const { item, distance } of stands) {
        for (const anchor of anchorsOf(item)) {
          if (!heard.isWorthTrying(anchor, distance, speaker)) continue;
          const { phrase, edge } = anchor;
          const alignment = alignAt(speech, phrase, { edge, from, to, distance });
          if (alignment === undefined) continue;
          const [first, last] = [speech.written[alignment.from] ?? 0, speech.written[alignment.to - 1] ?? 0];
          if (last - first >= phrase.graph.maxWords) continue;
          found.push({ key: phrase.key, role: phrase.role, from: first, to: last });
        }
      }
    }

    for (let place = 0; place < speech.words.length; place += 1)
      tryAll(place, place + 1, speech.words[place]?.stands ?? []);
    for (const { from, to, stands } of speech.spans) tryAll(from, to, stands);
    return found;
  };
}
