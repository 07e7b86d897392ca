import type { Path } from './rule-document.js';
import type { Draft, RuleDraft } from './rule-draft.js';
import type { PhraseInFile } from './rule-file.js';

/** A phrase or a regular expression in a rule file, and where it stands. */
export interface PhraseSite {
  readonly path: Path;
  readonly kind: 'phrase' | 'regex';
  readonly text: string;
  /** The nearest that is written for it. */
  readonly locale?: string | undefined;
}

interface Sayable {
  /** Of what is owed anew when an attribute changes. */
  readonly attribute?: unknown;
  readonly locale?: string | undefined;
  readonly say?: PhraseList;
  readonly except?: PhraseList;
}
type PhraseList = readonly (Draft<PhraseInFile> | undefined)[] | undefined;

/** Every phrase of a rule file, the values of its expansions included. */
export function phraseSites(draft: RuleDraft): PhraseSite[] {
  const sites: PhraseSite[] = [];
  const addAll = (list: PhraseList, path: Path, ofList: string | undefined) => {
    for (const [index, entry] of (list ?? []).entries()) {
      if (typeof entry === 'string')
        sites.push({ path: [...path, index], kind: 'phrase', text: entry, locale: ofList });
      if (typeof entry !== 'object') continue;
      const locale = ('locale' in entry && entry.locale) || ofList;
      if ('phrase' in entry && entry.phrase !== undefined) {
        sites.push({ path: [...path, index, 'phrase'], kind: 'phrase', text: entry.phrase, locale });
      }
      for (const [part, text] of ('any' in entry ? (entry.any ?? []) : []).entries()) {
        if (text !== undefined) sites.push({ path: [...path, index, 'any', part], kind: 'phrase', text, locale });
      }
      for (const [part, text] of ('all' in entry ? (entry.all ?? []) : []).entries()) {
        if (text !== undefined) sites.push({ path: [...path, index, 'all', part], kind: 'phrase', text, locale });
      }
      if ('regex' in entry && entry.regex !== undefined) {
        sites.push({ path: [...path, index, 'regex'], kind: 'regex', text: entry.regex });
      }
    }
  };
  const addSayable = (sayable: Sayable | string | undefined, path: Path, ofRule = draft.locale) => {
    if (typeof sayable !== 'object') return;
    const locale = sayable.locale ?? ofRule;
    addAll(sayable.say, [...path, 'say'], locale);
    addAll(sayable.except, [...path, 'except'], locale);
  };
  for (const [name, text] of Object.entries(draft.expansions ?? {})) {
    if (text !== undefined) sites.push({ path: ['expansions', name], kind: 'phrase', text });
  }
  for (const [name, event] of Object.entries(draft.events ?? {})) addSayable(event, ['events', name]);
  for (const [index, disclosure] of (draft.disclosures ?? []).entries()) {
    const path = ['disclosures', index];
    addSayable(disclosure, path);
    for (const [place, element] of (disclosure?.elements ?? []).entries())
      addSayable(element, [...path, 'elements', place], disclosure?.locale);
    for (const how of ['yes', 'no', 'except'] as const)
      addAll(disclosure?.answer?.[how], [...path, 'answer', how], disclosure?.locale ?? draft.locale);
    for (const place of ['after', 'before', 'again'] as const)
      addSayable(disclosure?.[place], [...path, place], disclosure?.locale);
  }
  for (const [index, prohibited] of (draft.prohibited ?? []).entries()) addSayable(prohibited, ['prohibited', index]);
  return sites;
}
