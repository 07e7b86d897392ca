import type { Explanation } from '@cueline/shared/documents';
import type { LoadedFile } from '../rule-file/load-rule-files.js';
import type { Path } from '../rule-file/rule-document.js';
import type { Draft } from '../rule-file/rule-draft.js';
import type { RuleError } from '../rule-file/rule-error.js';
import type { DisclosureInFile, ProhibitedInFile } from '../rule-file/rule-file.js';

type Flaw = Explanation & { readonly at: Path };

/** Checks what a schema cannot say: settings of a rule that contradict each other. */
export function checkRules({ draft, document }: LoadedFile): RuleError[] {
  const report = (path: Path, flaws: readonly Flaw[]) =>
    flaws.map((flaw) => document.error([...path, ...flaw.at], flaw));
  return [
    ...(draft.disclosures ?? []).flatMap((rule, index) =>
      report(['disclosures', index], rule ? [...flawsOfRule(rule), ...flawsOfDisclosure(rule)] : []),
    ),
    ...(draft.prohibited ?? []).flatMap((rule, index) => report(['prohibited', index], rule ? flawsOfRule(rule) : [])),
  ];
}

function flawsOfRule({ valid }: Draft<DisclosureInFile | ProhibitedInFile>): Flaw[] {
  return valid?.from !== undefined && valid.to !== undefined && valid.from > valid.to
    ? [{ at: ['valid', 'to'], message: '`to` is before `from`', hint: 'first comes the first day, then the last' }]
    : [];
}

/** A key whose value has mistakes of its own is there, with the value undefined. */
function flawsOfDisclosure(rule: Draft<DisclosureInFile>): Flaw[] {
  const flaws: Flaw[] = [];
  if ('say' in rule && 'elements' in rule) {
    flaws.push({
      at: ['elements'],
      message: '`say` and `elements` exclude each other',
      hint: 'keep `say` if any phrase is enough, or move its phrases into the elements',
    });
  } else if (!('say' in rule) && !('elements' in rule)) {
    flaws.push({
      at: [],
      message: 'there is nothing to say: `say` or `elements` is missing',
      hint: 'for example `say: ["you are on a recorded line"]`',
    });
  }
  if (rule.need !== undefined && !('elements' in rule)) {
    flaws.push({
      at: ['need'],
      message: '`need` goes with `elements` only',
      hint: 'remove it: any phrase of `say` is enough',
    });
  }
  if (rule.need !== undefined && rule.elements && rule.need > rule.elements.length) {
    const message = `\`need\` is ${rule.need}, but the number of elements is ${rule.elements.length}`;
    flaws.push({ at: ['need'], message, hint: `at most ${rule.elements.length}; without \`need\` all are needed` });
  }
  if (rule.since !== undefined && !('after' in rule)) {
    flaws.push({
      at: ['since'],
      message: '`since: after` needs an `after`',
      hint: 'name the event under `after`, or remove `since`',
    });
  }
  if (rule.from !== undefined && !('due' in rule)) {
    flaws.push({
      at: ['from'],
      message: '`from: agent` needs a `due`',
      hint: 'say how long the agent has, as in `due: 30s`, or remove `from`',
    });
  }
  if (rule.from !== undefined && 'after' in rule) {
    flaws.push({
      at: ['from'],
      message: '`from` and `after` exclude each other',
      hint: 'with `after` the time counts from that event; remove one of them',
    });
  }
  if (rule.hold !== undefined && rule.cue === 'off') {
    flaws.push({
      at: ['hold'],
      message: '`hold` is of a cue, and `cue: off` says that there is none',
      hint: 'remove one of them',
    });
  }
  if (rule.answer !== undefined && rule.speaker !== undefined && rule.speaker !== 'agent') {
    flaws.push({
      at: ['answer'],
      message: '`answer` is what the customer says to the agent',
      hint: 'remove `speaker`: the agent says this, and the customer answers',
    });
  }
  return flaws;
}
