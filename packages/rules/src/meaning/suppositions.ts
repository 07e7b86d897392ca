import {
  articles,
  auxiliaries,
  finiteAuxiliaries,
  objectTakers,
  openers,
  pronouns,
  reportingWords,
  smallWords,
  subjects,
  subordinators,
} from '../words/word-classes.js';

/** A subject and its verb stand no farther apart. */
const MAX_SUBJECT = 5;

/**
 * Whether a match is part of a condition rather than of what follows from it: `if [this call is recorded]` is, `if you
 * cancel [you will be charged]` and `if you [cancel you will be charged]` are not.
 *
 * @param ahead what stands between the word that supposes (`if`) and the match
 */
export function isSupposed(ahead: readonly string[], matched: readonly string[]): boolean {
  const clause = [...ahead, ...matched];
  const verb = verbOf(clause);
  for (let at = verb + 1; at < clause.length; at += 1) if (beginsMainClause(clause, at)) return false;
  return !isCondition(ahead);
}

/** Where the verb of a condition stands. */
function verbOf(clause: readonly string[]): number {
  if (isPronoun(clause[0])) return 1;
  if (isElliptic(clause)) return 0;
  const auxiliary = clause.findIndex((word) => auxiliaries.has(word));
  if (auxiliary >= 0) return auxiliary;
  const [, verb] = clause.flatMap((word, at) => (isTelling(word) ? at : []));
  return verb ?? clause.length;
}

/** Whether the sentence that the condition belongs to begins here. */
function beginsMainClause(clause: readonly string[], at: number): boolean {
  const [word = '', last = '', next = ''] = [clause[at], clause[at - 1], clause[at + 1]];
  if (word === 'then' || word === 'please') return true;
  if (subordinators.has(last) || auxiliaries.has(last) || reportingWords.has(last)) return false;
  if (nominatives.has(word)) return true;
  if (word === 'you' && clause[0] === 'you') return true;
  if (pronouns.has(word)) return finiteAuxiliaries.has(next);
  if (!beginsSubject(word)) return false;
  for (const each of clause.slice(at + 2, at + 1 + MAX_SUBJECT)) {
    if (finiteAuxiliaries.has(each)) return true;
    if (subjects.has(each) || subordinators.has(each)) return false;
  }
  return false;
}

/** These can only be a subject. */
const nominatives: ReadonlySet<string> = new Set(['i', 'he', 'she', 'we', 'they']);

/** Whether words are a whole condition, so that what follows need not belong to it any more. */
function isCondition(words: readonly string[]): boolean {
  const telling = words.filter(isTelling);
  const last = words.findLast((word) => isTelling(word) || objectTakers.has(word)) ?? '';
  if (objectTakers.has(last) || words.some((word) => reportingWords.has(word))) return false;
  if (isPronoun(words[0])) return telling.length > 0;
  if (isElliptic(words)) return true;
  const auxiliary = words.findIndex((word) => auxiliaries.has(word));
  return auxiliary < 0 ? telling.length > 1 : words.slice(auxiliary).some(isTelling);
}

/** `if approved, the rate is`, `if so, you will be` */
function isElliptic([first, second]: readonly string[]): boolean {
  return first !== undefined && second !== undefined && !beginsSubject(first) && beginsSubject(second);
}

const beginsSubject = (word: string): boolean => subjects.has(word) || articles.has(word);

/** `that` is one more often than it has a noun: `if that works for you`. */
const isPronoun = (word: string | undefined): boolean => word === 'that' || pronouns.has(word ?? '');

const isTelling = (word: string): boolean => !smallWords.has(word) && !openers.has(word);
