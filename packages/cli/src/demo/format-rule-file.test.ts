import { readFileSync } from 'node:fs';
import { parseRuleFile, scaleDurations, type Pack } from '@cueline/rules';
import { expect, test } from 'vitest';
import { shippedRules } from '../calls/shipped-rules.js';
import { formatRuleFile } from './format-rule-file.js';

function parse(source: string, file = 'rules.yaml'): Pack {
  const parsed = parseRuleFile(source, { file, readFile: (path) => readFileSync(path, 'utf8') });
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return parsed.pack;
}

const whole = `
version: 1
locale: en-GB
fillers: [um]
expansions: {this_call: "this (call|conversation)"}
events:
  closing: {say: ["is there anything else"]}
disclosures:
  - id: notice
    title: Notice
    source: a law
    say: ["<this_call> is recorded", {regex: 'recorded\\s+line'}]
    except: [{phrase: "<this_call> is recorded by you", tolerance: exact}]
    due: 30s
    remind: {every: 60s, max: 2}
    examples: {said: ["this call is recorded"], not_said: ["a record"]}
  - id: debt
    title: Debt
    elements:
      - {title: attempt, say: ["attempt to collect a debt"]}
      - {title: use, speaker: any, say: ["used for that purpose"]}
    need: 1
    after: {speaker: customer, say: ["my debt"]}
    since: after
    before: closing
    when: {skill: [loans]}
    unless: {notice: ["true"]}
    valid: {from: 2026-01-01}
    cue: off
prohibited:
  - {id: returns, title: Returns, say: ["guaranteed returns"], cue: {priority: critical, text: "No."}}
limits: {cues_per_interaction: 3, quiet: 2s}
`;

test('a pack written as a rule file reads as the same pack', () => {
  const pack = parse(whole);
  expect(parse(formatRuleFile(pack))).toEqual(pack);
});

test('the pack that ships, with scaled durations, reads as the same pack', () => {
  const pack = scaleDurations(parse(readFileSync(shippedRules, 'utf8'), shippedRules), 1 / 10);
  expect(parse(formatRuleFile(pack))).toEqual(pack);
});
