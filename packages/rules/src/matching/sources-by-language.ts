import { languageOf } from '../languages/languages.js';
import type { Phrase, Sayable } from '../pack/pack.js';
import type { EngineSource } from '../pack/sayables.js';

/** Divides a pack by the languages of its phrases; regular expressions go with the language of the pack. */
export function sourcesByLanguage(source: EngineSource): EngineSource[] {
  const nameOf = (locale: string) => languageOf(locale)?.code ?? locale;
  const own = nameOf(source.locale);
  const localeOf = (phrase: Phrase) => ('locale' in phrase && phrase.locale) || source.locale;
  const all = [...source.sayables.values()].flatMap(({ say, except }) => [...say, ...except]);
  const locales = new Map(all.map((phrase) => [nameOf(localeOf(phrase)), localeOf(phrase)]));
  if (locales.size <= 1 && (locales.has(own) || locales.size === 0)) return [source];
  return [...locales].map(([name, locale]) => {
    const ofLanguage = (phrases: readonly Phrase[]) => phrases.filter((phrase) => nameOf(localeOf(phrase)) === name);
    const sayables = [...source.sayables].flatMap(([key, { speaker, say, except }]): [string, Sayable][] => {
      const said = ofLanguage(say);
      return said.length === 0 ? [] : [[key, { speaker, say: said, except: ofLanguage(except) }]];
    });
    const fillers = name === own ? source.fillers : [...(languageOf(locale)?.fillers ?? [])];
    return { ...source, locale, fillers, sayables: new Map(sayables) };
  });
}
