import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ExitCode } from '../host/exit-code.js';
import { createPrinter, writeRuleFile } from './rule-files.fixture.js';
import { runReview } from './run-review.js';

const RULES = `# ours
version: 1
disclosures:
  - id: visit
    title: Filming notice # counsel asked for it
    say:
      - "this visit is [being] filmed"
    due: 30s
    examples:
      said:
        - this visit is filmed
`;
const CALLS = `call,time,speaker,text
a,0:00:01,agent,hello this tour is being filmed for safety
a,0:01:00,agent,welcome
b,0:00:02,agent,this tour is filmed
b,0:01:00,agent,welcome
c,0:00:01,agent,this visit is not filmed today
c,0:01:00,agent,welcome
`;

async function review(answers?: object[], flags: { write?: boolean } = {}) {
  const rules = writeRuleFile(RULES);
  const { print, text } = createPrinter();
  const host = { env: {}, print, stdout: process.stdout, stderr: process.stderr };
  const code = await runReview(
    {
      rules,
      transcripts: [writeRuleFile(CALLS, 'calls.csv')],
      date: '2026-01-05',
      write: flags.write ?? false,
      json: true,
      ...(answers === undefined ? {} : { answers: writeRuleFile(JSON.stringify(answers), 'answers.json') }),
    },
    host,
  );
  return { code, text: text(), written: readFileSync(rules, 'utf8') };
}

test('without answers a review lists what came close, what was said most often first', async () => {
  const { code, text } = await review();
  expect(code).toBe(ExitCode.ok);
  expect(JSON.parse(text)).toMatchObject([
    {
      id: 'visit',
      lacked: ['visit'],
      stretches: [{ words: 'hello this tour is being filmed for safety' }, { words: 'this tour is filmed' }],
    },
    { stretches: [{ words: 'this visit is not filmed today' }] },
  ]);
});

test('answers become examples and a phrase, and nothing else in the file changes', async () => {
  const answers = [
    { id: 'visit', words: 'hello this tour is being filmed for safety', answer: 'counts' },
    { id: 'visit', words: 'this visit is not filmed today', answer: 'does not count' },
  ];
  const { code, text, written } = await review(answers, { write: true });
  expect(code).toBe(ExitCode.ok);
  expect(JSON.parse(text)).toMatchObject({
    added: [{ id: 'visit', phrases: ['this tour is [being] filmed'] }],
    written: true,
    comparison: { changedCalls: 2 },
    examples: { after: { examples: 3, failing: [] } },
  });
  expect(written).toBe(
    RULES.replace('[being] filmed"', '[being] filmed"\n      - "this tour is [being] filmed"').replace(
      '- this visit is filmed\n',
      '- this visit is filmed\n        - "hello this tour is being filmed for safety"\n      not_said:\n        - "this visit is not filmed today"\n',
    ),
  );
});

test('the file stays as it is without leave to write it', async () => {
  const { written, text } = await review([{ id: 'visit', words: 'this tour is filmed', answer: 'counts' }]);
  expect(JSON.parse(text)).toMatchObject({ written: false });
  expect(written).toBe(RULES);
});
