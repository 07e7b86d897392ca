import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askCueline, makeDirectory, runCueline } from './harness/cueline-command.js';

const segment = (interactionId: string, number: number, text: string) =>
  JSON.stringify({
    interactionId,
    segmentId: `${interactionId}-${number}`,
    speaker: 'agent',
    startMs: number * 5000,
    endMs: number * 5000 + 1000,
    text,
  });

const rulesFor = (phrase: string) => `version: 1
disclosures: [{id: notice, title: Notice, say: ["${phrase}"], due: 3s}]
`;

/** A folder with two calls, rules that find the notice in the first, and others that do not. */
async function makeFolder(): Promise<string> {
  const cwd = await makeDirectory();
  const calls = [segment('a', 1, 'this call is taped'), segment('b', 1, 'hello'), segment('b', 2, 'bye now')];
  const files = {
    'calls.ndjson': calls.join('\n'),
    'taped.yaml': rulesFor('call is taped'),
    'recorded.yaml': rulesFor('call is recorded'),
    'broken.yaml': rulesFor('(call'),
    'labels.json': JSON.stringify({ a: { notice: 'a-1' }, b: { notice: null }, c: { notice: 'c-1' } }),
    'other.json': JSON.stringify({ c: { notice: 'c-1' } }),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(cwd, name), text)));
  return cwd;
}

const flags = ['backtest', '--transcripts', 'calls.ndjson', '--rules'];

test('backtest prints a line for each call, then how often the rules were right', async () => {
  const cwd = await makeFolder();
  const { code, text } = await askCueline([...flags, 'taped.yaml', '--json', '--labels', 'labels.json'], { cwd });
  expect(code).toBe(0);
  const [note, ...lines] = text.split('\n');
  expect(note).toBe('labels.json: not recorded here, though labelled: c');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { interactionId: 'a', disclosures: { notice: { verdict: 'satisfied', segmentId: 'a-1' } }, cues: [] },
    {
      interactionId: 'b',
      disclosures: { notice: { verdict: 'missed', segmentId: null } },
      cues: [{ atMs: 9000, items: ['notice'] }],
    },
    { score: { micro: { decisions: 2, said: 1, found: 1, falseAlarms: 0, located: 1 } } },
  ]);
});

test('rules that lose what must be kept end it with 1', async () => {
  const cwd = await makeFolder();
  const against = (rules: string, old: string) =>
    askCueline([...flags, rules, '--compare', old, '--must-keep', 'labels.json'], { cwd });
  const lost = await against('recorded.yaml', 'taped.yaml');
  expect(lost.code).toBe(1);
  expect(lost.text).toContain('verdicts change in 1 of 2 calls; cues: 1 before, 1 now (as many)');
  const kept = await against('taped.yaml', 'recorded.yaml');
  expect(kept.code).toBe(0);
  expect(kept.text).toContain('nothing is lost of what must be kept');
});

test('a transcript with a mistake is reported and left out, the others are run, and the exit code says so', async () => {
  const cwd = await makeFolder();
  await mkdir(join(cwd, 'may'));
  await writeFile(join(cwd, 'may/bad.ndjson'), `${segment('x', 1, 'this call is taped')}\n{"interactionId":`);
  await rename(join(cwd, 'calls.ndjson'), join(cwd, 'may/calls.ndjson'));
  const commands = [
    ['backtest', '--rules', 'taped.yaml'],
    ['rules', 'misses', '--rules', 'taped.yaml'],
    ['rules', 'review', '--rules', 'taped.yaml'],
  ].map((command) => runCueline([...command, '--transcripts', 'may'], { cwd }));
  for (const { code, text } of await Promise.all(commands)) {
    expect({ code, text }).toMatchObject({ code: 1, text: expect.stringMatching(/^! may\/bad\.ndjson:2: /) });
    expect(text).toContain('Files with mistakes are left out.');
  }
  expect((await commands[0])?.text).toMatch(/2 calls, 1 cue$/);
});

test('near misses are listed by rule', async () => {
  const cwd = await makeFolder();
  await writeFile(join(cwd, 'long.yaml'), rulesFor('this call is taped or recorded'));
  const { code, text } = await askCueline(
    ['rules', 'misses', '--transcripts', 'calls.ndjson', '--rules', 'long.yaml', '--json'],
    { cwd },
  );
  expect(code).toBe(0);
  expect(JSON.parse(text)).toMatchObject([
    { id: 'notice', words: 'this call is taped', lacked: ['recorded'], places: [{ interactionId: 'a', atMs: 6000 }] },
  ]);
});

test.for([
  [
    78,
    ['backtest', '--transcripts', 'calls.ndjson', '--rules', 'broken.yaml'],
    "broken.yaml:2:50: '(' is never closed",
  ],
  [64, ['backtest', '--transcripts', 'taped.yaml'], 'this is none of them'],
  [64, [...flags, 'taped.yaml', '--must-keep', 'labels.json'], '--must-keep goes with --compare only'],
  [
    64,
    [...flags, 'taped.yaml', '--compare', 'taped.yaml', '--must-keep', 'other.json'],
    'other.json: it labels none of the calls that are recorded',
  ],
  [64, [...flags, 'taped.yaml', '--date', 'soon'], 'It should be a day'],
  [78, ['rules', 'check', 'broken.yaml'], "broken.yaml:2:50: '(' is never closed"],
  [64, ['rules', 'check'], 'missing required argument'],
  [0, ['rules', 'explain', 'this call is', 'taped', '--rules', 'taped.yaml'], '`call is taped` matches'],
] as const)('backtest and rules end with %i: %s', async ([expected, args, part]) => {
  const { code, text } = await askCueline(args, { cwd: await makeFolder() });
  expect(text).toContain(part);
  expect(code).toBe(expected);
});
