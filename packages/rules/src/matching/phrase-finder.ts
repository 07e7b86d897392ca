import { spanOf, type CompiledPhrase, type PhraseAnchor } from '../phrases/compiled-phrases.js';
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
    const { from, to } = writtenIn(speech, alignment);
    return to - from >= phrase.graph.maxWords ? undefined : { phrase, from, to, stated: alignment.stated };
  }

  /** Visits each place where a phrase may be anchored. A match there ends at the written word `end` or behind it. */
  function visitAnchors(
    speech: HeardSpeech,
    wanted: readonly CompiledPhrase[],
    visit: (anchor: PhraseAnchor, at: Omit<Anchor, 'edge'>) => void,
    end = 0,
  ): void {
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
    const visitAt = (anchor: PhraseAnchor, at: Omit<Anchor, 'edge'>): void => {
      if ((speech.written[at.from] ?? 0) > end - spanOf(anchor.phrase)) visit(anchor, at);
    };
    const anchorsOf = (item: number) => ((kindOf(item) & kinds) === 0 ? undefined : anchors.get(item)) ?? [];
    const tryAll = (from: number, to: number, stands: readonly Stand[]): void => {
      for (const { item, distance } of stands)
        for (const anchor of anchorsOf(item)) visitAt(anchor, { from, to, distance });
    };
    const tryRun = (from: number, item: number, other: number, forward: boolean): void => {
      for (const { phrase, edge } of anchorsOf(item)) {
        for (const joined of joinedEdges(phrase.graph, edge, other, forward))
          visitAt({ phrase, edge: joined }, { from, to: from + 1, distance: 0 });
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
  }

  /** Whether what all parts of a group are said in is, as a whole, neither denied nor supposed. */
  function isMeant(speech: HeardSpeech, { role, from, to }: Found): boolean {
    if (role === 'except') return true;
    const first = speech.written.findIndex((word) => word >= from);
    const last = speech.written.findLastIndex((word) => word <= to);
    const { meaning } = judge(speech, { from: first, to: last + 1 });
    return meaning === 'stated' || meaning === 'inverted';
  }

  /** Finds phrases one by one, also those that are only parts of a group. */
  function findEach(speech: HeardSpeech, wanted: readonly CompiledPhrase[]): PartFound[] {
    const found: PartFound[] = [];
    visitAnchors(speech, wanted, (anchor, at) => {
      const match = tryAt(speech, anchor, at);
      if (match !== undefined) found.push(match);
    });
    return found;
  }

  /** Finds where phrases are said in words that end at a written word or behind it, whatever they mean there. */
  function findEnding(speech: HeardSpeech, wanted: readonly CompiledPhrase[], end: number): PartFound[] {
    const found: PartFound[] = [];
    visitAnchors(
      speech,
      wanted,
      ({ phrase, edge }, at) => {
        const best = align(phrase.graph, speech, { ...at, edge }, phrase.options);
        if (best === undefined) return;
        const whole = align(phrase.graph, speech, { ...at, edge }, { ...phrase.options, withoutAuxiliary: false });
        for (const alignment of whole === undefined ? [best] : [best, whole])
          found.push({ phrase, ...writtenIn(speech, alignment), stated: true });
      },
      end,
    );
    return found;
  }

  return {
    findEach,
    find: (speech: HeardSpeech, wanted: readonly CompiledPhrase[]): Found[] =>
      together(findEach(speech, wanted), (group) => isMeant(speech, group)),
    /** Whether a phrase is said in words that end at a written word or behind it, whatever it means there. */
    mayEnd: (speech: HeardSpeech, wanted: readonly CompiledPhrase[], end: number): boolean =>
      together(findEnding(speech, wanted, end), () => true).some(({ to }) => to >= end),
  };
}

/** The first and the last written word. */
const writtenIn = ({ written }: HeardSpeech, { from, to }: Alignment) => ({
  from: written[from] ?? 0,
  to: written[to - 1] ?? 0,
});

/** Phrases that stand alone, and the groups of those that do not, if these are meant. */
function together(found: readonly PartFound[], isMeant: (group: Found) => boolean): Found[] {
  const groups = new Set(found.flatMap(({ phrase: { group } }) => group ?? []));
  return [
    ...found.flatMap(({ phrase: { key, role, group }, from, to }) => (group ? [] : { key, role, from, to })),
    ...[...groups].flatMap((group) =>
      findGroup(
        group,
        found.filter(({ phrase }) => phrase.group === group),
      ).filter(isMeant),
    ),
  ];
}

export type PhraseFinder = ReturnType<typeof createPhraseFinder>;
