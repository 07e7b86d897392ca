import type { CompiledPhrase, PhraseAnchor } from '../phrases/compiled-phrases.js';
import type { HeardSpeech } from '../speech/heard-speech.js';
import { kindOf } from '../speech/heard-words.js';
import type { JudgeMeaning } from '../meaning/judge-meaning.js';
import { createAligner, type Alignment, type Anchor } from './phrase-alignment.js';
import { joinedEdges } from '../phrases/phrase-graph.js';
import type { Stand } from '../phrases/vocabulary.js';
import type { Found } from './found.js';
import { findGroup, type PartFound } from './group-finder.js';

/** Finds the matches of phrases; each is tried wherever one of its rarest words is heard. */
export function createPhraseFinder(judge: JudgeMeaning) {
  const align = createAligner();

  /** Aligns a phrase at an anchor, and judges what is meant. Parts of a group are judged together. */
  function alignAt(
    speech: HeardSpeech,
    { graph, role, group, raises, subject, options }: CompiledPhrase,
    anchor: Anchor,
  ): (Alignment & { stated: boolean }) | undefined {
    const alignment = align(graph, speech, anchor, options);
    if (alignment === undefined) return undefined;
    const meaning = role === 'except' ? 'stated' : judge(speech, alignment, subject).meaning;
    if (meaning === 'stated' || (meaning === 'supposed' && raises)) return { ...alignment, stated: true };
    if ((meaning === 'inverted' && group === undefined) || (meaning === 'asked' && raises)) {
      const whole = align(graph, speech, anchor, { ...options, withoutAuxiliary: false });
      if (whole !== undefined) return { ...whole, stated: true };
    }
    const mayHelp = group !== undefined && (meaning === 'supposed' || meaning === 'inverted');
    return mayHelp ? { ...alignment, stated: false } : undefined;
  }

  function tryAt(
    speech: HeardSpeech,
    { phrase, edge }: PhraseAnchor,
    anchor: Omit<Anchor, 'edge'>,
  ): PartFound | undefined {
    const alignment = alignAt(speech, phrase, { ...anchor, edge });
    if (alignment === undefined) return undefined;
    const [from, to] = [speech.written[alignment.from] ?? 0, speech.written[alignment.to - 1] ?? 0];
    return to - from >= phrase.graph.maxWords ? undefined : { phrase, from, to, stated: alignment.stated };
  }

  /** Finds phrases one by one, also those that are only parts of a group. */
  function findEach(speech: HeardSpeech, wanted: readonly CompiledPhrase[]): PartFound[] {
    const found: PartFound[] = [];
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
    const add = (anchor: PhraseAnchor, at: Omit<Anchor, 'edge'>): void => {
      const match = tryAt(speech, anchor, at);
      if (match !== undefined) found.push(match);
    };
    const anchorsOf = (item: number) => ((kindOf(item) & kinds) === 0 ? undefined : anchors.get(item)) ?? [];
    const tryAll = (from: number, to: number, stands: readonly Stand[]): void => {
      for (const { item, distance } of stands)
        for (const anchor of anchorsOf(item)) add(anchor, { from, to, distance });
    };
    const tryRun = (from: number, item: number, other: number, forward: boolean): void => {
      for (const { phrase, edge } of anchorsOf(item)) {
        for (const joined of joinedEdges(phrase.graph, edge, other, forward))
          add({ phrase, edge: joined }, { from, to: from + 1, distance: 0 });
      }
    };
    for (let place = 0; place < speech.words.length; place += 1) {
      const word = speech.words[place];
      if (word === undefined || (word.kinds & kinds) === 0) continue;
      tryAll(place, place + 1, word.stands);
      for (const { first, second } of word.runs) {
        tryRun(place, first, second, true);
        tryRun(place, second, first, false);
      }
    }
    for (const { from, to, stands } of speech.spans) tryAll(from, to, stands);
    return found;
  }

  return {
    findEach,
    find(speech: HeardSpeech, wanted: readonly CompiledPhrase[]): Found[] {
      const found = findEach(speech, wanted);
      const groups = new Set(wanted.flatMap(({ group }) => group ?? []));
      return [
        ...found.flatMap(({ phrase: { key, role, group }, from, to }) => (group ? [] : { key, role, from, to })),
        ...[...groups].flatMap((group) =>
          findGroup(
            group,
            found.filter(({ phrase }) => phrase.group === group),
          ),
        ),
      ];
    },
  };
}

export type PhraseFinder = ReturnType<typeof createPhraseFinder>;
