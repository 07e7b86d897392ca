import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilePack, parseRuleFile } from '@cueline/rules';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromPage, startConsole, type TestConsole, tokenOf } from './console.fixture.js';

const RULES = `version: 1
disclosures:
  - id: notice
    title: Notice
    say:
      - "this line is recorded"
    due: 30s
`;
const CALLS = 'call: a\n[00:02] Agent: this line is recorded, my card is 4111 1111 1111 1111\n[00:50] Agent: well\n';

let folder: string;
let console: TestConsole;
let beating: NodeJS.Timeout;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cueline-rules-'));
  const file = join(folder, 'bank.yaml');
  await writeFile(file, RULES);
  await writeFile(join(folder, 'more.yaml'), 'version: 1\ndisclosures: [{id: name, title: Name, say: [my name is]}]\n');
  console = await startConsole({}, { RULES_FILE: file });
  const parsed = parseRuleFile(RULES, { file: 'bank.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('mistakes');
  const { pack, digest } = compilePack(parsed.pack);
  const { redis, keys } = console;
  await redis.hset(keys.packs, digest, JSON.stringify(pack));
  const beat = {
    v: 1,
    kind: 'matcher',
    version: '1',
    host: 'h',
    pid: 1,
    upMs: 1,
    objections: [],
    warnings: [],
    rules: { digest, file, forMs: 1 },
  };
  const write = async () => {
    const [seconds = 0] = (await redis.time()).map(Number);
    await redis.hset(keys.processes, 'matcher-1', JSON.stringify({ seenAtMs: seconds * 1000, beat }));
  };
  await write();
  beating = setInterval(() => void write(), 500);
});
afterAll(async () => {
  clearInterval(beating);
  await console.stop();
  await rm(folder, { recursive: true });
});

const ask = async (path: string, body: object, who: 'ada' | 'vic' = 'ada') => {
  const answer = await console.ask(`/api/rules/${path}`, fromPage(console.host, body, tokenOf(who)));
  return { status: answer.status, body: JSON.parse(answer.text) };
};
const calls = { from: 'file', name: '../../calls.txt', text: CALLS };

test('what a draft changes is shown by rule, with what was said, masked', async () => {
  const draft = RULES.replace('this line', 'this call');
  expect(await ask('compare', { calls, draft })).toEqual({
    status: 200,
    body: {
      kind: 'compared',
      calls: 1,
      isCut: false,
      notes: [],
      changedCalls: 1,
      cues: { old: 0, new: 1 },
      changes: [
        {
          rule: 'notice',
          title: 'Notice',
          list: 'disclosure',
          moves: [{ from: 'satisfied', to: 'missed', calls: 1 }],
          examples: [
            {
              interactionId: 'a',
              atMs: expect.any(Number),
              text: 'this line is recorded, my card is [number]',
              words: expect.stringContaining('this line is recorded'),
              from: 'satisfied',
              to: 'missed',
            },
          ],
        },
      ],
    },
  });
});

test('mistakes of a draft and of a file are listed, by their names alone', async () => {
  const mistaken = async (asked: object) => {
    const { status, body } = await ask('compare', asked);
    expect({ status, kind: body.kind }).toEqual({ status: 200, kind: 'mistaken' });
    expect(JSON.stringify(body)).not.toContain(tmpdir());
    return body.mistakes;
  };
  expect(await mistaken({ calls, draft: `${RULES}x: 1\n` })).toEqual([expect.stringMatching(/^bank\.yaml:8:1: /)]);
  expect(await mistaken({ calls, draft: 'include: [../secret.yaml]\nversion: 1\n' })).toHaveLength(1);
  expect(await mistaken({ calls: { ...calls, text: 'a,b\n1,2\n' }, draft: RULES })).toHaveLength(1);
});

test('a draft may include what lies beside the file of the rules, and nothing else', async () => {
  const draft = `include: [more.yaml]\n${RULES}`;
  const { body } = await ask('compare', { calls, draft });
  expect(body.changes).toMatchObject([{ rule: 'name', moves: [{ from: 'none', to: 'missed' }] }]);
});

test('answers become a part of the draft, and no file is written', async () => {
  const text = 'call: a\n[00:02] Agent: this tour is recorded\n[00:50] Agent: well\n';
  const close = { from: 'file', name: 'calls.txt', text };
  const { body } = await ask('review', { calls: close });
  const [group] = body.groups;
  expect(group).toMatchObject({
    rule: 'notice',
    title: 'Notice',
    stretches: [{ text: 'this tour is recorded', times: 1 }],
  });
  const answers = [{ id: group.rule, words: group.stretches[0].text, answer: 'counts' }];
  const answered = await ask('answer', { calls: close, draft: RULES, answers });
  expect(answered.body).toMatchObject({
    kind: 'answered',
    added: [{ rule: 'notice', said: ['this tour is recorded'], phrases: [expect.stringContaining('tour')] }],
    examples: { before: { of: 0, right: 0 }, after: { of: 1, right: 1 } },
    comparison: { changedCalls: 1 },
  });
  expect(answered.body.draft).toContain('this tour is recorded');
  expect(await readFile(join(folder, 'bank.yaml'), 'utf8')).toBe(RULES);
});

test('the text of the rule file is for those who may analyse', async () => {
  const file = (who: 'ada' | 'vic') =>
    console.ask('/api/rules/file', {
      headers: { Authorization: `Bearer ${tokenOf(who)}`, 'Sec-Fetch-Site': 'same-origin' },
    });
  expect(JSON.parse((await file('ada')).text)).toEqual({ name: 'bank.yaml', text: RULES });
  expect((await file('vic')).status).toBe(403);
});

test('a body that is too long is refused, and so is a long one of somebody who may not send it', async () => {
  const long = { calls: { ...calls, text: 'x'.repeat(35_000_000) }, draft: RULES };
  expect((await ask('compare', long)).status).toBe(413);
  expect((await ask('compare', { calls: { ...calls, text: 'x'.repeat(100_000) }, draft: RULES }, 'vic')).status).toBe(
    403,
  );
});

test('there is no archive here: kept calls cannot be asked for', async () => {
  expect((await ask('compare', { calls: { from: 'archive', days: 7 }, draft: RULES })).status).toBe(503);
});
