import { draftPhrases, familiesIn, type Family, type Lexicon, type Sayable } from '@cueline/rules';
import type { NewEvent, NewRule } from './new-answers.js';

/** A rule of a new pack, with the phrases that were drafted for it. */
export interface DraftedRule {
  readonly id: string;
  readonly rule: NewRule;
  readonly phrases: readonly string[];
  /** What is denied in so many words, and does not count. */
  readonly denied: readonly string[];
  readonly after: string | undefined;
  readonly before: string | undefined;
}

export interface DraftedEvent {
  readonly id: string;
  readonly event: NewEvent;
  readonly phrases: readonly string[];
}

/** A new pack, before it is written as YAML. */
export interface DraftedPack {
  readonly rules: readonly DraftedRule[];
  readonly events: readonly DraftedEvent[];
  /** Families of the lexicon that could stand for words, with those that do. */
  readonly families: readonly Family[];
}

/** Drafts a pack from what an analyst answered. */
export function draftPack(answers: readonly NewRule[], lexicon: Lexicon): DraftedPack {
  const ids = new Set<string>();
  const events = new Map<string, DraftedEvent>();
  const eventOf = (event: NewEvent | undefined): string | undefined => {
    if (event === undefined) return undefined;
    const known = events.get(event.name) ?? {
      id: idOf(event.name, ids),
      event,
      phrases: phrasesFor({ ...event, isEvent: true, refused: [] }, lexicon),
    };
    events.set(event.name, known);
    return known.id;
  };
  const rules = answers.map((rule): DraftedRule => {
    const { said, not_said: notSaid, families } = rule;
    const denied = said.flatMap((words) => denialOf(words, lexicon)).filter((words) => !notSaid.includes(words));
    const phrases = phrasesFor({ said, families, speaker: 'agent', refused: [...notSaid, ...denied] }, lexicon);
    return {
      id: idOf(rule.title, ids),
      rule,
      phrases,
      denied,
      after: eventOf(rule.after),
      before: eventOf(rule.before),
    };
  });
  const wordings = [...answers, ...[...events.values()].map(({ event }) => event)].flatMap(({ said }) => said);
  return { rules, events: [...events.values()], families: familiesIn(wordings, lexicon) };
}

interface Wordings {
  readonly said: readonly string[];
  readonly families: readonly string[];
  readonly speaker: Sayable['speaker'];
  readonly refused: readonly string[];
  readonly isEvent?: boolean;
}

/** Phrases for wordings; one for which none could be made stands for itself, and its example says why it does not count. */
function phrasesFor({ families, ...wordings }: Wordings, lexicon: Lexicon): string[] {
  const { said } = wordings;
  const chosen = families.length === 0 ? [] : familiesIn(said, lexicon).filter(({ name }) => families.includes(name));
  const phrases = draftPhrases({ pack: lexicon, ...wordings, families: chosen });
  return phrases.length > 0 ? phrases : said.map((words) => words.replaceAll(/[^\p{L}0-9'’ -]/gu, ' ').trim());
}

/** An id that no other rule or event has: `right_to_cancel`. */
function idOf(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  const base = /^[a-z]/.test(plain) ? plain : `rule_${plain}`.replace(/_$/, '');
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}_${number}`;
  taken.add(id);
  return id;
}

/** Behind another word: at the beginning it asks. */
const AUXILIARY = /(?<=\w )(is|are|may|might|will|would|can|could|should|must)\b/i;
/** Words after which a `not` would change nothing, or little. */
const ALREADY = /\b(not|no|never|none|nobody|nothing)\b|n['’]t\b/i;

/** The same wording denied, if one word does that, and if it is understood. */
function denialOf(words: string, lexicon: Lexicon): string[] {
  if (!AUXILIARY.test(words) || ALREADY.test(words)) return [];
  const denial = words.replace(AUXILIARY, (auxiliary) =>
    /can/i.test(auxiliary) ? `${auxiliary}not` : `${auxiliary} not`,
  );
  const understood = { pack: lexicon, speaker: 'agent', said: [words], refused: [denial], families: [] } as const;
  return draftPhrases(understood).length > 0 ? [denial] : [];
}
