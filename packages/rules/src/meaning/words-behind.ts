import { trailingNegators, tags as foreignTags } from '../pack/language.js';
import { languages } from '../languages/languages.js';
import { lastWordsBehind } from './tag-patterns.js';

const late = [...trailingNegators, ...foreignTags, ...languages.flatMap(lastWordsBehind)];

const UNDOES = new RegExp(String.raw`^\P{L}*(?:${late.join('|')})(?!\p{L})`, 'iu');

/** Whether a word may change what a match shortly before it means. */
export const mayUndoBefore = (written: string): boolean => UNDOES.test(written);
