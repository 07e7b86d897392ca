import type { Path } from './rule-document.js';
import type { Draft, RuleDraft } from './rule-draft.js';
import type { PhraseInFile } from './rule-file.js';

/** A phrase or a regular expression in a rule file, and where it stands. */
export interface PhraseSite {
  readonly path: Path;
  readonly kind: 'phrase' | 'regex';
  readonly text: string;
}

interface Sayable {
  /** Of what is owed anew when an attribute changes. */
  readonly attribute?: unknown;
  readonly say?: PhraseList;
  readonly except?: PhraseList;
}
type PhraseList = readonly (Draft<PhraseInFile> | undefined)[] | undefined;

/** Every phrase of a rule file, the values of its expansions included. */
export function phraseSites(draft: RuleDraft): PhraseSite[] {
  const sites: PhraseSite[] = [];
  const addAll = (list: PhraseList, path: Path) => {
    for (const [index, entry] of (list ?? []).entries()) {
      if (typeof entry === 'string') sites.push({ path: [...path, index], kind: 'phrase', text: entry });
      if (typeof entry !== 'object') continue;
      if ('phrase' in entry && entry.phrase !== undefined) {
        sites.push({ path: [...path, index, 'phrase'], kind: 'phrase', text: entry.phrase });
      }
      for (const [part, text] of ('all' in entry ? (entry.all ?? []) : []).entries()) {
        if (text !== undefined) sites.push({ path: [...path, index, 'all', part], kind: 'phrase', text });
      }
      if ('regex' in entry && entry.regex !== undefined) {
        sites.push({ path: [...path, index, 'regex'], kind: 'regex', text: entry.regex });
      }
    }
  };
  const addSayable = (sayable: Sayable | string | undefined, path: Path) => {
    if (typeof sayable !== 'object') return;
    addAll(sayable.say, [...path, 'say']);
    addAll(sayable.except, [...path, 'except']);
  };
  for (const [name, text] of Object.entries(draft.expansions ?? {})) {
    if (text !== undefined) sites.push({ path: ['expansions', name], kind: 'phrase', text });
  }
  for (const [name, event] of Object.entries(draft.events ?? {})) addSayable(event, ['events', name]);
  for (const [index, disclosure] of (draft.disclosures ?? []).entries()) {
    const path = ['disclosures', index];
    addSayable(disclosure, path);
    for (const [place, element] of (disclosure?.elements ?? []).entries())
      addSayable(element, [...path, 'elements', place]);
    for (const how of ['yes', 'no', 'except'] as const) addAll(disclosure?.answer?.[how], [...path, 'answer', how]);
    for (const place of ['after', 'before', 'again'] as const) addSayable(disclosure?.[place], [...path, place]);
  }
  for (const [index, prohibited] of (draft.prohibited ?? []).entries()) addSayable(prohibited, ['prohibited', index]);
  return sites;
}
