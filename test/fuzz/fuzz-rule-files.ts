import { advance, compilePack, judge, Pack, parseRuleFile } from '@cueline/rules';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { mutated } from './mutated.js';

const folder = new URL('../../rules/', import.meta.url);
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));
const small = `version: 1
expansions: {this_call: "(this|the) call"}
events:
  closing: {say: ["goodbye"]}
disclosures:
  - id: notice
    title: Notice
    when: {skill: [cards]}
    say: ["<this_call> is [being] recorded", {phrase: "... {money}", tolerance: exact}]
    except: ["not <this_call>"]
    due: 30s
    before: closing
    remind: {every: 60s, max: 2}
    valid: {from: 2026-01-01}
prohibited:
  - {id: no_risk, title: No risk, say: ["no risk"], cue: {priority: critical, text: Stop.}}
limits: {quiet: 5s}
`;
const TOKENS = [
  'constructor',
  '__proto__',
  '<constructor>',
  '<this_call>',
  '(',
  ')',
  '[',
  ']',
  '|',
  '...',
  '...30',
  '{digits}',
  '\\',
  '*',
  '&a ',
  '*a',
  '!!set ',
  '<<: ',
  '? ',
  '- ',
  ': ',
  '\n',
  '  ',
  '"',
  "'",
  '>-\n',
  '---\n',
  '#',
  'need: 2',
  'elements:',
  'after: notice',
  'since: after',
  'include: [a.yaml]',
  '9'.repeat(30),
  '\ud800',
];

/** Any text is a pack that runs, or its mistakes are explained. */
export const fuzzRuleFiles = fc.property(
  fc.oneof({ weight: 3, arbitrary: mutated([small], TOKENS) }, { weight: 1, arbitrary: mutated(shipped, TOKENS) }),
  (source) => {
    const parsed = parseRuleFile(source, { file: 'f', readFile: () => 'version: 1' });
    if (!parsed.ok) {
      const lines = source.split('\n');
      const unexplained = parsed.errors.find(
        ({ line, column, message, hint }) =>
          line > lines.length ||
          column > (lines[line - 1]?.length ?? 0) + 1 ||
          /undefined|\[object|Invalid input/.test(message) ||
          !/\w/.test(hint),
      );
      if (unexplained) throw new Error(`not explained: ${JSON.stringify(unexplained)}`);
      return;
    }
    const { digest } = compilePack(parsed.pack);
    // Redis gives back the same pack, which runs
    const { pack, engine, digest: again } = compilePack(Pack.parse(JSON.parse(JSON.stringify(parsed.pack))));
    if (digest !== again) throw new Error('another pack comes back from Redis');
    const segment = {
      segmentId: 's',
      speaker: 'agent',
      text: 'well this call is being recorded and there is no risk goodbye',
      heardAtUs: 1_767_000_000_000_000,
      confidence: 1,
      attributes: { constructor: 'x', skill: 'cards' },
    } as const;
    judge(pack, advance(undefined, [segment], { engine }).state, Infinity, 'heard');
  },
);
