import { findCutTexts, findLocaleWarnings, findUncued } from './find-file-warnings.js';
import { findForeignPhrases } from './find-foreign-phrases.js';
import { findListedFamilies } from './find-listed-families.js';
import { findNotationSlips } from './find-notation-slips.js';
import { loadRuleFiles, type LoadedFile, type RuleFiles } from '../rule-file/load-rule-files.js';
import type { Pack } from '../pack/pack.js';
import { phraseSites, type PhraseSite } from '../rule-file/phrase-sites.js';
import { resolvePack } from '../rule-file/resolve-pack.js';
import type { Path } from '../rule-file/rule-document.js';
import type { RuleError } from '../rule-file/rule-error.js';
import { warnPhrases, type ListedPhrase } from './warn-phrases.js';

/** Finds what is odd, though not wrong, in a rule file without mistakes and in all it includes. */
export function findRuleWarnings(source: string, where: RuleFiles): RuleError[] {
  const { files } = loadRuleFiles(source, where);
  const pack = resolvePack(files.flatMap(({ content }) => content ?? []));
  return files.flatMap((loaded) => [
    ...findLocaleWarnings(loaded),
    ...findCutTexts(loaded),
    ...findUncued(loaded),
    ...findNotationSlips(loaded),
    ...findListedFamilies(loaded, files),
    ...findForeignPhrases(loaded, pack.locale),
    ...findPhraseWarnings(loaded, pack, files[0]?.content?.tolerance),
  ]);
}

/** What is odd about the phrases of a file. */
function findPhraseWarnings(loaded: LoadedFile, pack: Pack, fallback: ListedPhrase['tolerance'] = 'asr'): RuleError[] {
  const tolerance = loaded.content?.tolerance ?? fallback;
  const sites = phraseSites(loaded.draft).filter(
    ({ kind, path }) => kind === 'phrase' && path[0] !== 'expansions' && !path.includes('all'),
  );
  const listed = new Map(sites.map((site) => [listedPhrase(loaded, site, tolerance), site.path]));
  const under = (list: Path) => [...listed].filter(([, path]) => startsWith(path, list)).map(([phrase]) => phrase);
  return listsOf(sites).flatMap((list) => {
    const owner = list.slice(0, -1);
    const isElement = owner.at(-2) === 'elements';
    const except = [...under([...owner, 'except']), ...(isElement ? under([...owner.slice(0, -2), 'except']) : [])];
    const isDisclosure = list[0] === 'disclosures' && (list.length === 3 || isElement);
    const warnings = warnPhrases({ phrases: under(list), except, isDisclosure }, pack);
    return warnings.map(({ phrase, ...explanation }) => loaded.document.error(listed.get(phrase) ?? list, explanation));
  });
}

/** The paths of all `say` lists. */
function listsOf(sites: readonly PhraseSite[]): Path[] {
  const lists = new Map<string, Path>();
  for (const { path } of sites) {
    const end = path.lastIndexOf('say') + 1;
    if (end > 0) lists.set(path.slice(0, end).join('/'), path.slice(0, end));
  }
  return [...lists.values()];
}

const startsWith = (path: Path, start: Path) => start.every((step, index) => path[index] === step);

/** A phrase with the tolerance that is written nearest to it. */
function listedPhrase(
  { content, document }: LoadedFile,
  { path, text, locale }: PhraseSite,
  fallback: ListedPhrase['tolerance'],
): ListedPhrase {
  let tolerance = fallback;
  let part: unknown = content;
  for (const step of path) {
    part = isGroup(part) ? part[step] : undefined;
    if (!isGroup(part)) continue;
    if (part['tolerance'] === 'exact' || part['tolerance'] === 'asr') tolerance = part['tolerance'];
  }
  return { phrase: text, tolerance, line: document.place(path).line, locale };
}

const isGroup = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null;
