import { collectExpansions } from './expansion-uses.js';
import type { LoadedFile } from '../rule-file/load-rule-files.js';
import { createNamedValues, type NamedValue } from '../rule-file/named-values.js';
import { phraseSites, type PhraseSite } from '../rule-file/phrase-sites.js';
import type { RuleError } from '../rule-file/rule-error.js';

/** Checks that values with a name (`{percent as apr}`) and what they have to equal belong together. */
export function checkEquals(files: readonly LoadedFile[]): RuleError[] {
  const namedValuesIn = createNamedValues(collectExpansions(files));
  return files.flatMap((file) => {
    const sites = phraseSites(file.draft).filter(({ kind, path }) => kind === 'phrase' && path[0] !== 'expansions');
    const named = sites.map((site) => ({ site, values: namedValuesIn(site.text) }));
    return [
      ...named.flatMap(({ site, values }) => flawsOfPhrase(file, site, values)),
      ...(file.draft.disclosures ?? []).flatMap((rule, index) => {
        const own = named.filter(({ site }) => isSayOf(site, index)).flatMap(({ values }) => values);
        return Object.keys(rule?.equals ?? {}).flatMap((name) => {
          const kinds = new Set(own.flatMap((value) => (value.name === name ? value.kind : [])));
          if (kinds.size === 1) return [];
          const flaw = kinds.size === 0 ? notSaid(name) : severalKinds(name, [...kinds]);
          return file.document.error(['disclosures', index, 'equals', name], flaw, { key: true });
        });
      }),
    ];
  });
}

/** A phrase that counts for the disclosure, itself or one of its elements. */
const isSayOf = ({ path }: PhraseSite, index: number): boolean =>
  path[0] === 'disclosures' &&
  path[1] === index &&
  (path[2] === 'say' || (path[2] === 'elements' && path[4] === 'say'));

function flawsOfPhrase({ draft, document }: LoadedFile, site: PhraseSite, values: readonly NamedValue[]): RuleError[] {
  const index = Number(site.path[1]);
  const compared = isSayOf(site, index) ? draft.disclosures?.[index]?.equals : undefined;
  return values.flatMap(({ kind, name, offset }, place) => {
    const isSecond = values.slice(0, place).some((other) => other.kind === kind && other.name !== name);
    if (!isSecond && compared !== undefined && Object.hasOwn(compared, name)) return [];
    return document.error(site.path, isSecond ? secondOf(kind) : comparesWithNothing(name), { offset });
  });
}

const notSaid = (name: string) => ({
  message: `no phrase of this rule has a value named \`${name}\``,
  hint: `name it where it is said, as in {percent as ${name}}`,
});
const severalKinds = (name: string, kinds: readonly string[]) => ({
  message: `\`${name}\` is several kinds of values: ${kinds.map((kind) => `{${kind}}`).join(', ')}`,
  hint: 'give each kind a name of its own',
});
const secondOf = (kind: string) => ({
  message: `a second {${kind}} of this phrase has a name`,
  hint: 'which is which is not known: make two elements of it, or remove one name',
});
const comparesWithNothing = (name: string) => ({
  message: `the value named \`${name}\` is compared with nothing`,
  hint: `add \`equals: {${name}: ATTRIBUTE}\` to this disclosure, or remove the name`,
});
