import type { CompiledPhrase, PhraseAnchor } from '../phrases/compiled-phrases.js';
import type { HeardSpeech } from '../speech/heard-speech.js';
import { kindOf } from '../speech/heard-words.js';
import type { JudgeMeaning } from '../meaning/judge-meaning.js';
import { createAligner, type Alignment, type Anchor } from './phrase-alignment.js';
import type { Stand } from '../phrases/vocabulary.js';
import type { Found } from './found.js';

/** Finds the matches of phrases; each is tried wherever one of its rarest words is heard. */
export function createPhraseFinder(judge: JudgeMeaning) {
  const align = createAligner();

  /** Aligns a phrase at an anchor, and judges what is meant. */
  function alignAt(
    speech: HeardSpeech,
    { graph, role, raises, subject, options }: CompiledPhrase,
    anchor: Anchor,
  ): Alignment | undefined {
    const alignment = align(graph, speech, anchor, options);
    if (alignment === undefined || role === 'except') return alignment;
    const { meaning } = judge(speech, alignment, subject);
    if (meaning === 'inverted' || (meaning === 'asked' && raises))
      return align(graph, speech, anchor, { ...options, withoutAuxiliary: false });
    return meaning === 'stated' || (meaning === 'supposed' && raises) ? alignment : undefined;
  }

  function tryAt(speech: HeardSpeech, { phrase, edge }: PhraseAnchor, anchor: Omit<Anchor, 'edge'>): Found | undefined {
    const alignment = alignAt(speech, phrase, { ...anchor, edge });
    if (alignment === undefined) return undefined;
    const [first, last] = [speech.written[alignment.from] ?? 0, speech.written[alignment.to - 1] ?? 0];
    if (last - first >= phrase.graph.maxWords) return undefined;
    return { key: phrase.key, role: phrase.role, from: first, to: last };
  }

  return (speech: HeardSpeech, wanted: readonly CompiledPhrase[]): Found[] => {
    const found: Found[] = [];
    const anchors = new Map<number, PhraseAnchor[]>();
    let kinds = 0;
    for (const phrase of wanted) {
      for (const edge of phrase.anchors) {
        const others = anchors.get(edge.item);
        if (others === undefined) anchors.set(edge.item, [{ phrase, edge }]);
        else others.push({ phrase, edge });
        kinds |= kindOf(edge.item);
      }
    }
    const tryAll = (from: number, to: number, stands: readonly Stand[]): void => {
      for (const { item, distance } of stands) {
        if ((kindOf(item) & kinds) === 0) continue;
        for (const anchor of anchors.get(item) ?? []) {
          const match = tryAt(speech, anchor, { from, to, distance });
          if (match !== undefined) found.push(match);
        }
      }
    };
    for (let place = 0; place < speech.words.length; place += 1) {
      const word = speech.words[place];
      if (word !== undefined && (word.kinds & kinds) !== 0) tryAll(place, place + 1, word.stands);
    }
    for (const { from, to, stands } of speech.spans) tryAll(from, to, stands);
    return found;
  };
}
