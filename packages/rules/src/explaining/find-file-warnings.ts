import type { LoadedFile } from '../rule-file/load-rule-files.js';
import { languageOf, languages } from '../languages/languages.js';
import type { Path } from '../rule-file/rule-document.js';
import type { RuleError } from '../rule-file/rule-error.js';

/** Keys whose values are text of people's own; other values are names and numbers, which are not cut short unseen. */
const textKeys: ReadonlySet<string> = new Set(
  'say except phrase regex title text source said not_said fillers expansions when unless include'.split(' '),
);

/** Finds texts that a comment may have cut short: ` #` begins one where text is not in quotes. */
export function findCutTexts({ document }: LoadedFile): RuleError[] {
  const isOwnText = (path: Path) => path.some((step) => typeof step === 'string' && textKeys.has(step));
  return document.cutTexts
    .filter(({ path }) => isOwnText(path))
    .map(({ path, text, comment }) =>
      document.error(path, {
        message: `\`${comment}\` is a comment for YAML, so the text ends with \`${text.split(/\s+/).slice(-2).join(' ')}\``,
        hint: 'put quotes around the whole text, and the comment after them',
      }),
    );
}

/** Finds disclosures that are never owed during the call, so that no agent is cued for them. */
export function findUncued({ content, document }: LoadedFile): RuleError[] {
  return (content?.disclosures ?? []).flatMap(({ due, after, before, cue, remind }, index) => {
    if (cue === 'off' || due !== undefined) return [];
    const path = ['disclosures', index];
    const promised = cue?.text !== undefined ? ', though it has a cue text' : remind ? ', though it has reminders' : '';
    if (before === undefined) return [document.error(path, uncued(promised))];
    return typeof before === 'string' && before === after ? [document.error(path, untimely(before))] : [];
  });
}

const uncued = (promised: string) => ({
  message: `this disclosure is never cued${promised}: it has neither \`due\` nor \`before\``,
  hint: 'add a deadline such as `due: 30s`; or `cue: off` if it is only to be reported',
});
const untimely = (event: string) => ({
  message: `this disclosure is owed after \`${event}\` and before the next \`${event}\`, so it is hardly ever cued`,
  hint: 'keep `before` alone, or give it a `due` after the event',
});

/** Finds each locale whose language matching does not understand, once. */
export function findLocaleWarnings({ draft, document }: LoadedFile): RuleError[] {
  const places = new Map<string, Path>();
  const note = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === 'locale' && typeof part === 'string' && !places.has(part)) places.set(part, here);
      // What stands in these is of people's own.
      if (!['expansions', 'when', 'unless'].includes(key)) note(part, here);
    }
  };
  note(draft, []);
  return [...places]
    .filter(([locale]) => languageOf(locale) === undefined)
    .map(([locale, path]) =>
      document.error(path, {
        message: `the language of \`${locale}\` is not understood: its phrases are matched exactly`,
        hint: NOT_UNDERSTOOD,
      }),
    );
}

const NOT_UNDERSTOOD = `only what denies is known, roughly; questions, conditions, numbers in words, {money} and the like, and words that sound alike are read as ${languages[0]?.name ?? ''}; ${languages.map(({ name }) => name).join(' and ')} are understood`;
