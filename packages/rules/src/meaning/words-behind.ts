import { trailingNegators, tags as foreignTags } from '../pack/language.js';
import { languages } from '../languages/languages.js';
import { MAX_MARK_WORDS, mayMark } from '@cueline/shared/marks';
import { WORDS_BEHIND } from './judge-meaning.js';
import { lastWordsBehind } from './tag-patterns.js';

const late = [...trailingNegators, ...foreignTags, ...languages.flatMap(lastWordsBehind)];

/** As many masked words may stand before what undoes. */
const MASKED_WORDS = 8;

/** Begins within so many words with what changes what a match before it means. */
const undoesWithin = (words: number) =>
  new RegExp(String.raw`^\s*(?:\S+\s+){0,${words}}\P{L}*(?:${late.join('|')})(?!\p{L})`, 'iu');
const UNDOES = undoesWithin(WORDS_BEHIND + MASKED_WORDS);
const UNDOES_BEHIND_MARKS = undoesWithin(WORDS_BEHIND + MAX_MARK_WORDS);

/** Whether a text may change what a match that ends before it means. */
export const mayUndoBefore = (text: string): boolean => (mayMark(text) ? UNDOES_BEHIND_MARKS : UNDOES).test(text);
