import type { DraftedEvent, DraftedPack, DraftedRule } from './draft-pack.js';

/** Texts in double quotes are the same in YAML and in JSON. */
const quoted = (text: string) => JSON.stringify(text);

const list = (indent: string, texts: readonly string[]) => texts.map((text) => `${indent}- ${quoted(text)}`);

/** A drafted pack as a rule file, with comments for whoever reads it next. */
export function packText({ rules, events }: DraftedPack): string {
  const mustSay = rules.filter(({ rule }) => rule.kind === 'must say');
  const mustNotSay = rules.filter(({ rule }) => rule.kind === 'must not say');
  return `${[
    '# yaml-language-server: $schema=./schema.json',
    '#',
    "# Begun with 'cueline rules new'. In phrases, (a|b) is one of these, [a] is this",
    '# or nothing, ...2 is up to two other words, {money} is any amount, and <name> is',
    '# a family of words in lexicon.yaml. docs/rules.md explains the rest.',
    '#',
    '# A starting point, not legal advice: counsel must review these rules before they',
    '# go into use.',
    'version: 1',
    'include: [lexicon.yaml]',
    ...section('events: # moments in a call on which rules depend', events.flatMap(eventLines)),
    ...section('disclosures: # what must be said', mustSay.flatMap(ruleLines)),
    ...section('prohibited: # what must not be said', mustNotSay.flatMap(ruleLines)),
  ].join('\n')}\n`;
}

const section = (head: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', head, ...lines]);

function eventLines({ id, event, phrases }: DraftedEvent): string[] {
  return [
    `  ${id}:`,
    ...(event.speaker === 'agent' ? [] : [`    speaker: ${event.speaker}`]),
    '    say:',
    ...list('      ', phrases),
  ];
}

function ruleLines({ id, rule, phrases, denied, after, before }: DraftedRule): string[] {
  const { title, source, due, priority, cue } = rule;
  const notSaid = [...rule.not_said, ...denied];
  const text = cue === undefined ? '' : `, text: ${quoted(cue)}`;
  return [
    `  - id: ${id}`,
    `    title: ${quoted(title)} # the cue shows it to the agent`,
    ...(source === undefined ? [] : [`    source: ${quoted(source)}`]),
    '    say: # any one of these counts',
    ...list('      ', phrases),
    ...(after === undefined ? [] : [`    after: ${after} # not owed before this was heard`]),
    ...(due === undefined ? [] : [`    due: ${due} # from ${after ?? 'the start of the call'}`]),
    ...(before === undefined ? [] : [`    before: ${before} # owed the moment this is heard`]),
    `    cue: {priority: ${priority}${text}}`,
    "    examples: # 'cueline rules test' runs them",
    '      said:',
    ...list('        ', rule.said),
    ...(notSaid.length === 0 ? [] : ['      not_said:', ...list('        ', notSaid)]),
  ];
}
