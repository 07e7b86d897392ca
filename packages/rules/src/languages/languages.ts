import { english } from './en/english.js';
import { spanish } from './es/spanish.js';
import type { Language } from './language.js';

/** The languages that matching understands. The first is that of a pack that names none. */
export const languages: readonly Language[] = [english, spanish];

/** The language of a tag such as `es-US`, `es_mx` or `es`, if it is one of these. */
export function languageOf(tag: string): Language | undefined {
  const [code = ''] = tag.trim().toLowerCase().split(/[-_]/);
  return languages.find((language) => language.code === code);
}
