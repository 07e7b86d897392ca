import type { LoadedFile } from '../rule-file/load-rule-files.js';
import { isEnglish } from '../pack/language.js';
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

/** Finds a locale whose language matching does not understand. */
export function findLocaleWarning({ content, document }: LoadedFile): RuleError[] {
  const locale = content?.locale;
  if (locale === undefined || isEnglish(locale)) return [];
  const message = `the language of \`${locale}\` is not understood: its phrases are matched exactly`;
  const hint =
    'only what denies is known, roughly; questions, conditions, numbers in words, {money} and the like, and words that sound alike are English';
  return [document.error(['locale'], { message, hint })];
}
