import type { Language } from '../language.js';
import { rules, shapes } from './rules.js';
import { tags } from './tags.js';

export const english: Language = { tags, shapes, rules };
