import { closest } from '@cueline/shared/documents';
import { collectExpansions, leadsTo, usesIn } from './expansion-uses.js';
import type { LoadedFiles } from '../rule-file/load-rule-files.js';
import { phraseSites } from '../rule-file/phrase-sites.js';
import type { RuleError } from '../rule-file/rule-error.js';

/** Checks that expansions used in phrases exist and do not lead back to themselves. */
export function checkExpansions({ files, complete }: LoadedFiles): RuleError[] {
  const expansions = collectExpansions(files);
  const isDefined = (name: string) => files.some(({ draft }) => Object.hasOwn(draft.expansions ?? {}, name));
  return files.flatMap(({ document, draft }) =>
    phraseSites(draft).flatMap(({ path, kind, text }) => {
      const uses = kind === 'phrase' ? usesIn(text) : [];
      const [place, owner] = path;
      return uses.flatMap(({ name, offset }) => {
        if (complete && !isDefined(name)) {
          const meant = closest(name, expansions.keys());
          const hint = meant
            ? `did you mean <${meant}>?`
            : 'define it under `expansions`, or write \\< for the character';
          return [document.error(path, { message: `there is no expansion <${name}>`, hint }, { offset })];
        }
        const isCircle =
          place === 'expansions' && typeof owner === 'string' && (name === owner || leadsTo(expansions, name, owner));
        if (!isCircle) return [];
        const message = `the expansion <${owner}> contains itself${name === owner ? '' : `, by way of <${name}>`}`;
        return [document.error(path, { message, hint: 'write the words out in one of them' }, { offset })];
      });
    }),
  );
}
