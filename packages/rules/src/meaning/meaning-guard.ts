import { turnStartOf, type HeardSpeech } from '../speech/heard-speech.js';
import { questionBefore } from './questions.js';
import { isSupposed } from './suppositions.js';
import {
  answers,
  articles,
  auxiliaries,
  bindingWords,
  doubts,
  finiteAuxiliaries,
  greetings,
  knowing,
  listeners,
  negators,
  objectTakers,
  openEnded,
  pronouns,
  questionWords,
  reportingWords,
  smallWords,
  subjects,
  suppositions,
  telling,
  wants,
  whWords,
} from '../words/word-classes.js';

/** How many words before a match are looked at. */
const CONTEXT_WORDS = 8;

/** A subject whose predicate is matched has so many words. */
const MAX_SUBJECT = 3;

/** How many written words before a match are looked at, at most. */
export const GUARD_REACH = 12;

/**
 * What the words before a match make of it: `stated` as it stands; `denied`, merely `supposed` or `asked` about;
 * `inverted` if an auxiliary was moved before it (`is this call recorded`), which only the match itself can tell.
 */
export type Meaning = 'stated' | 'denied' | 'supposed' | 'asked' | 'inverted';

/** Of pronouns and possessives, those of whoever speaks, or of a company: `my cousin wants to` is somebody else. */
const firstPerson: ReadonlySet<string> = new Set(['i', 'we', 'our']);
const possessives: ReadonlySet<string> = new Set(['my', 'our', 'your', 'his', 'her', 'their']);

/** The words that a phrase was heard in. */
interface Match {
  readonly from: number;
  /** The word behind it. */
  readonly to: number;
}

/** Judges what is meant; see `meaningOf`. */
export type MeaningOf = typeof meaningOf;

/**
 * Judges by word order alone what is meant, since neither punctuation nor tone reach us.
 *
 * @param subject the pronouns that the phrase begins with one of
 */
export function meaningOf(speech: HeardSpeech, match: Match, subject?: ReadonlySet<string>): Meaning {
  const before = wordsBefore(speech, match.from);
  const matched = speech.words.slice(match.from, match.to).map(({ text }) => text);
  // `you can take your car` is not `we can take your car` without its `we`.
  if (subject !== undefined && !subject.has(matched[0] ?? '') && isOfSomebodyElse(before)) return 'denied';
  const meaning = meaningAfter(before, matched);
  return meaning !== 'denied' && isInCondition(before, matched) ? 'supposed' : meaning;
}

/** Whether a predicate whose own subject was dropped has another: `you [can] record`, `alice wants to record`. */
function isOfSomebodyElse(before: readonly string[]): boolean {
  const [last = ''] = before;
  if (pronouns.has(last)) return true;
  if (last !== 'to' && !finiteAuxiliaries.has(last)) return false;
  const named = before.find((word) => pronouns.has(word) || possessives.has(word));
  return named === undefined || !firstPerson.has(named);
}

function meaningAfter(before: readonly string[], matched: readonly string[]): Meaning {
  const [first = ''] = matched;
  if (subjects.has(first)) {
    // `do you want this call to be recorded`
    if (wants.has(before[0] ?? '') && matched.includes('to')) return 'supposed';
    const meaning = meaningOfStatement(first, before);
    if (!auxiliaries.has(before[0] ?? '')) return meaning;
    // An auxiliary of its own makes it a statement behind all; without one, `may we record` asks.
    if (matched.some((word) => finiteAuxiliaries.has(word))) return meaning === 'asked' ? 'inverted' : meaning;
    return meaning === 'inverted' && (first === 'we' || first === 'i') ? 'asked' : meaning;
  }
  // `not is` denies; `no is there anything else` answers.
  if (questionWords.has(first)) {
    if (before[0] !== 'no' && negators.has(before[0] ?? '')) return 'denied';
    return whWords.has(first) || subjects.has(matched[1] ?? '') ? 'stated' : meaningOfPredicate(before);
  }
  const meaning = meaningOfPart(before, greetings.has(first));
  return meaning === 'asked' && isQuestionItself(before, first) ? 'inverted' : meaning;
}

/** A whole statement, from its subject on: only what introduces it can change it. */
function meaningOfStatement(subject: string, before: readonly string[]): Meaning {
  const introduction = before[0] === 'that' ? before.slice(1) : before;
  // `tell you that`
  const [last = '', ...earlier] =
    listeners.has(introduction[0] ?? '') && telling.has(introduction[1] ?? '') ? introduction.slice(1) : introduction;
  if (reportingWords.has(last) || doubts.has(last) || (last === 'true' && before[0] === 'that'))
    return meaningOfReport(last, earlier);
  if (last === 'not' && before[0] === 'that') return 'denied';
  return questionBefore(subject, introduction) ?? 'stated';
}

/** What is reported, doubted, or said to be true. */
function meaningOfReport(verb: string, before: readonly string[]): Meaning {
  const please = before.indexOf('please');
  const words = before.slice(0, please < 0 ? 4 : Math.min(4, please));
  const isNegated = words.some((word) => negators.has(word));
  if (isNegated !== doubts.has(verb)) return 'denied';
  // `are you sure there is`; but who asks `did i mention` or `do you know that` says it.
  const [subject = '', ...rest] = words;
  if (subject === 'i' || knowing.has(verb) || !subjects.has(subject)) return 'stated';
  return questionBefore(subject, rest) === 'asked' ? 'asked' : 'stated';
}

/** What is said of a subject that stands before: `this call [is recorded]`. */
function meaningOfPredicate(before: readonly string[]): Meaning {
  const at = before.slice(0, MAX_SUBJECT).findIndex((word) => subjects.has(word));
  if (at < 0) return 'stated';
  const meaning = meaningOfStatement(before[at] ?? '', before.slice(at + 1));
  return meaning === 'inverted' ? 'stated' : meaning;
}

/** Part of a statement: denied if a negation stands before it in the same statement, and asked with it. */
function meaningOfPart(before: readonly string[], isGreeting: boolean): Meaning {
  for (const [index, word] of before.entries()) {
    const beyond = before.slice(index + 1);
    // `no thank you` is an answer, `no fee` is not.
    if (negators.has(word)) return word === 'no' && (isGreeting || index > 2) ? 'stated' : 'denied';
    if (suppositions.has(word) || answers.has(word)) return 'stated';
    if (subjects.has(word)) {
      const meaning = meaningOfStatement(word, beyond);
      if (isGreeting && meaning !== 'denied') return 'stated';
      // `did they charge you a fee`
      if (meaning === 'stated' && pronouns.has(word))
        return isObject(word, beyond) && isAsked(beyond.slice(1)) ? 'asked' : 'stated';
      if (meaning !== 'stated') return meaning;
      continue;
    }
    if (articles.has(word) && questionBefore(word, beyond) === 'asked') return 'asked';
    if (smallWords.has(word)) continue;
    if (objectTakers.has(word) && negators.has(beyond.find((each) => !smallWords.has(each)) ?? '')) return 'denied';
    return !isGreeting && isAsked(beyond) ? 'asked' : 'stated';
  }
  return 'stated';
}

/** Whether a pronoun may be what a verb is about: `charge you`. */
function isObject(pronoun: string, [verb = '']: readonly string[]): boolean {
  return (pronoun === 'you' || pronoun === 'it') && verb !== '' && !smallWords.has(verb);
}

/** Whether a verb or a noun belongs to a question: `do i have to pay`, `does your bank`, `does your bank charge`. */
function isAsked(before: readonly string[]): boolean {
  const at = before.findIndex((word) => pronouns.has(word) || articles.has(word) || !smallWords.has(word));
  const found = before[at] ?? '';
  if (pronouns.has(found) || (articles.has(found) && at === 0))
    return questionBefore(found, before.slice(at + 1)) === 'asked';
  const article = before[at + 1] ?? '';
  return at === 0 && articles.has(article) && questionBefore(article, before.slice(2)) === 'asked';
}

/** Questions that ask for an answer, not about what they mention: `are you happy to continue`, `is there anything`. */
function isQuestionItself([subject, verb]: readonly string[], first: string): boolean {
  if (openEnded.has(first)) return true;
  return subject === 'you' && (verb === 'are' || verb === 'do') && !bindingWords.has(first);
}

/** Whether a match is part of a condition: `if this call is recorded`. */
function isInCondition(before: readonly string[], matched: readonly string[]): boolean {
  const at = before.findIndex((word) => suppositions.has(word));
  const [first = '', second = ''] = matched;
  if (at < 0 || whWords.has(first) || greetings.has(first)) return false;
  if (auxiliaries.has(first) && subjects.has(second)) return false;
  const ahead = before.slice(0, at).toReversed();
  return isSupposed(ahead[0] === 'or' && ahead[1] === 'not' ? ahead.slice(2) : ahead, matched);
}

/** Stands for all that was said before the words that are looked at. */
const MORE = '…';

/**
 * The words before a match, nearest first, without what matching passes over. `MORE` ends them when something was said
 * before them, so that the nearest of the rest is not taken for the beginning of a sentence.
 */
function wordsBefore(speech: HeardSpeech, from: number): string[] {
  const before: string[] = [];
  const start = speech.written[from] ?? 0;
  const turnStart = turnStartOf(speech, start);
  for (let at = from; ;) {
    const pass = speech.passesTo[at];
    at = pass === undefined ? at - 1 : Math.min(...pass);
    const word = speech.words[at];
    const written = speech.written[at] ?? 0;
    if (word === undefined || written < turnStart) return before;
    if (before.length === CONTEXT_WORDS || written < start - GUARD_REACH) return [...before, MORE];
    if (pass === undefined) before.push(word.text);
  }
}
