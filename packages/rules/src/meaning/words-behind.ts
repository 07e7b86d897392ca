import { trailingNegators, tags as foreignTags } from '../pack/language.js';
import { languages } from '../languages/languages.js';
import { MAX_MARK_WORDS } from '@cueline/shared/marks';
import { WORDS_BEHIND } from './judge-meaning.js';
import { lastWordsBehind } from './tag-patterns.js';

const late = [...trailingNegators, ...foreignTags, ...languages.flatMap(lastWordsBehind)];

/** Within so many words, marks included, a text may begin with what changes what a match before it means. */
const UNDOES = new RegExp(
  String.raw`^\s*(?:\S+\s+){0,${WORDS_BEHIND + MAX_MARK_WORDS}}\P{L}*(?:${late.join('|')})(?!\p{L})`,
  'iu',
);

/** Whether a text may change what a match that ends before it means. */
export const mayUndoBefore = (text: string): boolean => UNDOES.test(text);
