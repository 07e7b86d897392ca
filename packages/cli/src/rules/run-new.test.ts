import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ExitCode } from '../host/exit-code.js';
import { runCheck } from './run-check.js';
import { runNew, type NewFlags } from './run-new.js';
import { runTest } from './run-test.js';
import { createPrinter, writeRuleFile } from './rule-files.fixture.js';

const ANSWERS = {
  rules: [
    {
      title: 'Bike return',
      said: ['you can return the bike within thirty days', "there's a fee of 20 dollars"],
      not_said: ['you can return to the shop'],
      families: ['fee'],
      after: { name: 'Bike sold', speaker: 'any', said: ['i will take the bike'] },
      due: '45s',
      cue: 'Say: "you can return it".',
    },
    { kind: 'must not say', title: 'Bike lasts forever', said: ['this bike never breaks'], priority: 'critical' },
  ],
};

/** Runs it beside a file of answers, in a folder of its own. */
async function begin(answers: unknown, flags: Partial<NewFlags> = {}) {
  const answersFile = writeRuleFile(typeof answers === 'string' ? answers : JSON.stringify(answers), 'answers.json');
  const file = join(dirname(answersFile), 'bikes.yaml');
  const { print, text } = createPrinter();
  const run = () => runNew(file, { answers: answersFile, json: false, ...flags }, { print, stdout: process.stdout });
  return { file, run, text };
}

test('answers become a rule file that has neither mistakes nor warnings, and whose examples are right', async () => {
  const { file, run, text } = await begin(ANSWERS);
  expect(await run()).toBe(ExitCode.ok);
  expect(text()).toMatch(/(\d+) of \1 examples are as they should be/);
  const { print, text: checked } = createPrinter();
  expect(runCheck([file], { json: false }, { print })).toBe(ExitCode.ok);
  expect(runTest([file], { json: false }, { print })).toBe(ExitCode.ok);
  expect(checked()).toContain('0 mistakes, 0 warnings');
  const written = readFileSync(file, 'utf8');
  expect(written).toContain('- "return ...2 bike within thirty days"');
  expect(written).toContain('- "<fee> [of] {money}"');
  expect(written).toContain('after: bike_sold');
  expect(written).toContain('speaker: any');
  expect(written).toContain('cue: {priority: high, text: "Say: \\"you can return it\\"."}');
  expect(written).toMatch(/prohibited:[^]*bike_lasts_forever[^]*critical/);
  for (const name of ['lexicon.yaml', 'schema.json']) expect(existsSync(join(dirname(file), name))).toBe(true);
});

test('a wording that does not count is reported with the reason', async () => {
  const { run, text } = await begin({
    rules: [{ title: 'A', said: ['this is not a bike', 'a bike'], not_said: ['this is a bike'], due: '9s' }],
  });
  expect(await run()).toBe(ExitCode.foundWrong);
  expect(text()).toMatch(/! a: "a bike" should count\n +no phrase matches/);
});

test('a file that is there is never overwritten', async () => {
  const { file, run } = await begin(ANSWERS);
  await run();
  const before = readFileSync(file, 'utf8');
  await expect(run()).rejects.toMatchObject({
    exitCode: ExitCode.usage,
    message: expect.stringContaining('is there already'),
  });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('as JSON the phrases are printed, and the families that could stand for words', async () => {
  const { run, text } = await begin(ANSWERS, { json: true });
  expect(await run()).toBe(ExitCode.ok);
  expect(JSON.parse(text())).toMatchObject({
    rules: [{ id: 'bike_return', phrases: ['return ...2 bike within thirty days', '<fee> [of] {money}'] }, {}],
    families: expect.arrayContaining([{ name: 'fee', words: 'fee', others: expect.arrayContaining(['charge']) }]),
    examples: { failing: [] },
  });
});

test('without answers and a terminal, --json prints what they look like, and that can be answered as it is', async () => {
  const { file, text } = await begin('');
  const { print, text: printed } = createPrinter();
  const example = { json: true } as const;
  expect(await runNew(file, example, { print, stdout: process.stdout })).toBe(ExitCode.ok);
  expect(existsSync(file)).toBe(false);
  const next = await begin(printed());
  expect(await next.run()).toBe(ExitCode.ok);
  expect(text()).toBe('');
});

test.each([
  ['no JSON', '[1', /should hold answers as JSON/],
  ['no deadline', { rules: [{ title: 'A', said: ['a bike'] }] }, /rules\.0 should have due/],
  ['no words', { rules: [{ title: 'A', said: ['…'], due: '9s' }] }, /rules\.0\.said\.0 should have words/],
  [
    'an unknown family',
    { rules: [{ title: 'A', said: ['a bike'], due: '9s', families: ['cancle'] }] },
    /did you mean cancel\?/,
  ],
  [
    'a deadline of what must not be said',
    { rules: [{ kind: 'must not say', title: 'A', said: ['a bike'], due: '9s' }] },
    /never owed/,
  ],
])('answers with %s are refused, and nothing is written', async (_what, answers, message) => {
  const { file, run } = await begin(answers);
  await expect(run()).rejects.toMatchObject({ exitCode: ExitCode.usage, message: expect.stringMatching(message) });
  expect(existsSync(file)).toBe(false);
});
