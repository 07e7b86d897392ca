import { basename } from 'node:path';
import type { LoadedFile } from '../rule-file/load-rule-files.js';
import { phraseSites } from '../rule-file/phrase-sites.js';
import type { RuleError } from '../rule-file/rule-error.js';
import { parsePhrase, type PhraseAst } from '../phrases/phrase.js';

/** The file that holds families of words, as it ships. */
const LEXICON = 'lexicon.yaml';

/** Choices of fewer words may be meant to be narrower than a family. */
const MIN_WORDS = 3;

/** A choice that has this share of a family's words is that family, written out. */
const MIN_SHARE = 0.75;

/** Finds phrases that list words of which the lexicon has the family: a word that is missing there stays missing. */
export function findListedFamilies({ file, draft, document }: LoadedFile, files: readonly LoadedFile[]): RuleError[] {
  const lexicon = files.find((other) => basename(other.file) === LEXICON);
  if (lexicon === undefined || lexicon.file === file) return [];
  const families = Object.entries(lexicon.draft.expansions ?? {}).flatMap(([name, text]) => {
    const words = text === undefined ? undefined : wordsOf(parsePhrase(text));
    return words === undefined || words.size < MIN_WORDS ? [] : [{ name, words }];
  });
  return phraseSites(draft).flatMap(({ path, kind, text }) => {
    if (kind !== 'phrase') return [];
    return choicesOf(parsePhrase(text)).flatMap((words) => {
      const family = families.find((each) => isWrittenOut(words, each.words));
      if (family === undefined) return [];
      const message = `this phrase lists ${words.size} words of which the lexicon has the family <${family.name}>`;
      const hint = `write <${family.name}>, and add to it what is missing there`;
      return [document.error(path, { message, hint }, { offset: 0 })];
    });
  });
}

function isWrittenOut(words: ReadonlySet<string>, family: ReadonlySet<string>): boolean {
  return words.size >= MIN_SHARE * family.size && [...words].every((word) => family.has(word));
}

/** The choices between plain words in a phrase. */
function choicesOf(ast: PhraseAst): ReadonlySet<string>[] {
  if (ast.kind === 'optional') return choicesOf(ast.item);
  if (ast.kind === 'sequence') return ast.items.flatMap(choicesOf);
  if (ast.kind !== 'alternatives') return [];
  const words = wordsOf(ast);
  return words === undefined ? ast.options.flatMap(choicesOf) : words.size < MIN_WORDS ? [] : [words];
}

/** The words that a choice is between; undefined if it is between other things as well. */
function wordsOf(ast: PhraseAst): Set<string> | undefined {
  if (ast.kind === 'text') return ast.prefix ? undefined : new Set([ast.text.toLowerCase()]);
  if (ast.kind === 'sequence') {
    const texts = ast.items.map((item) => (item.kind === 'text' && !item.prefix ? item.text.toLowerCase() : undefined));
    return texts.includes(undefined) ? undefined : new Set([texts.join(' ')]);
  }
  if (ast.kind !== 'alternatives') return undefined;
  const all = ast.options.map(wordsOf);
  return all.includes(undefined) ? undefined : new Set(all.flatMap((words) => [...(words ?? [])]));
}
