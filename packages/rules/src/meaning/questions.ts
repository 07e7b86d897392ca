import { auxiliaries, finiteAuxiliaries, openers, pronouns, whWords } from '../words/word-classes.js';

/** Asked about (`is there a fee`), or asked for (`can i have your name`, `what is your name`). */
export type Question = 'asked' | 'inverted';

/**
 * Whether a sentence whose subject is `subject` is a question.
 *
 * @param before the words before its subject, the nearest first
 */
export function questionBefore(subject: string, before: readonly string[]): Question | undefined {
  const auxiliary = before[0] === 'not' ? 1 : 0;
  const verb = before[auxiliary] ?? '';
  if (!auxiliaries.has(verb)) return undefined;
  const opening = openingOf(before.slice(auxiliary + 1));
  if (isSecondPredicate(subject, verb, before.slice(auxiliary + 1))) return undefined;
  if (verb === 'have' && isBareVerb(before.slice(auxiliary + 1))) return undefined;
  // `yes it is we ...`: the auxiliary belongs to a sentence that is over.
  if (opening !== undefined && pronouns.has(opening)) return undefined;
  if (!finiteAuxiliaries.has(verb) || (opening !== undefined && whWords.has(opening))) return 'inverted';
  if (isRequest(verb, subject)) return 'inverted';
  if (pronouns.has(subject) || verb === 'does' || verb === 'did') return 'asked';
  // What stands before may be the subject: `the rate is the ...`.
  return opening === undefined || openers.has(opening) ? 'asked' : 'inverted';
}

/**
 * Whether an auxiliary behind `and`, `but` or `or` begins a second predicate of a statement: `this is from us and is an
 * attempt to`. What stands behind it is no subject then. An article as in `an attempt` seldom begins one; before `the`,
 * the first predicate has to have the same auxiliary behind its subject.
 */
function isSecondPredicate(subject: string, verb: string, [conjunction = '', ...first]: readonly string[]): boolean {
  if (!conjunctions.has(conjunction) || pronouns.has(subject) || demonstratives.has(subject)) return false;
  const at = first.indexOf(verb);
  const ahead = first[at + 1];
  const isAsked = at >= 0 && (ahead === undefined || openers.has(ahead));
  if (isAsked) return false;
  return at >= 0 || ((subject === 'a' || subject === 'an') && first.some((word) => !openers.has(word)));
}

const conjunctions: ReadonlySet<string> = new Set(['and', 'but', 'or']);

/** Begin a subject far more often than what is said of one. */
const demonstratives: ReadonlySet<string> = new Set(['this', 'that', 'these', 'those']);

/** `please have`, `may i now have`: no auxiliary moved before its subject. */
function isBareVerb([last = '', ...earlier]: readonly string[]): boolean {
  return last === 'please' || (openers.has(last) && pronouns.has(openingOf(earlier) ?? ''));
}

/** The word before the sentence; undefined after "thank you", which is a sentence of its own. */
function openingOf([last, next]: readonly string[]): string | undefined {
  return last === 'you' && (next === 'thank' || next === 'thanks') ? undefined : last;
}

function isRequest(verb: string, subject: string): boolean {
  if (verb === 'will' || verb === 'would') return subject === 'you';
  return requests.has(verb) && (subject === 'i' || subject === 'you' || subject === 'we');
}

const requests: ReadonlySet<string> = new Set(['can', 'could', 'may', 'might', 'shall', 'should']);
