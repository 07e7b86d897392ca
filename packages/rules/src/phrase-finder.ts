import type { AnchorTable } from './anchor-table.js';
import type { CompiledPhrase, PhraseAnchor, PhraseRole } from './compiled-phrases.js';
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
export function createPhraseFinder(table: AnchorTable) {
  const align = createAligner();
  const heard = createHeardItems(table);

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
        let entry = heard.nextPossible(item, distance, speaker, -1);
        for (; entry >= 0; entry = heard.nextPossible(item, distance, speaker, entry)) {
          const anchor = table.anchors[table.entries[entry] ?? 0];
          if (anchor !== undefined) tryAt(anchor, { edge: anchor.edge, from, to, distance });
        }
      }
    }

    function tryAt({ phrase }: PhraseAnchor, anchor: Anchor): void {
      const alignment = alignAt(speech, phrase, anchor);
      if (alignment === undefined) return;
      const [first, last] = [speech.written[alignment.from] ?? 0, speech.written[alignment.to - 1] ?? 0];
      if (last - first >= phrase.graph.maxWords) return;
      found.push({ key: phrase.key, role: phrase.role, from: first, to: last });
    }

    for (let place = 0; place < speech.words.length; place += 1)
      tryAll(place, place + 1, speech.words[place]?.stands ?? []);
    for (const { from, to, stands } of speech.spans) tryAll(from, to, stands);
    return found;
  };
}
