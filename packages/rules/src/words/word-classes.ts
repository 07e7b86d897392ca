import { tags } from '../languages/en/tags.js';

const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Turn what is said into its opposite; never passed over, never taken for another word, never supplied. */
export const negators = wordSet(tags.negation);

/** Put a statement into the past; never passed over. */
export const pasts = wordSet(tags.was);

/** Pronouns that a sentence of its own begins with. */
export const pronouns = wordSet(tags.pronoun);

/** Words that a noun follows which may be a subject. */
export const articles = wordSet(tags.article);

/** Put before the subject, these make a question. */
export const auxiliaries = wordSet(tags.auxiliary);

/** Words that only hold others together: recognisers drop, add and swap them, and so do speakers. */
export const bindingWords = wordSet(tags.binding);

/** Words that say little by themselves, so that one more does not change what is said. */
export const smallWords = wordSet(tags.small);

/** Auxiliaries that say when, and so make a whole sentence of subject and predicate. */
export const finiteAuxiliaries = wordSet(tags.finite);
