import { CommanderError } from 'commander';
import { expect, test, vi } from 'vitest';
import { createProgram } from './program.js';

/** Asks for help or uses a command wrongly; tells whether it was refused, and all that was written. */
async function use(...args: string[]) {
  let text = '';
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
  }
  const runsNothing = () => expect.fail('it runs nothing');
  const host = { env: {}, stdout, stderr, stopSignal: runsNothing, setExitCode: runsNothing, become: runsNothing };
  const program = createProgram({ ...host, print: (line) => stdout.write(`${line}\n`) });
  const ended = await program.parseAsync(args, { from: 'user' }).catch((error: unknown) => error);
  vi.restoreAllMocks();
  if (ended instanceof Error && !(ended instanceof CommanderError)) throw ended;
  return { args, isRefused: ended instanceof CommanderError && ended.exitCode !== 0, text };
}

test.each([
  ['demo'],
  ['up'],
  ['ingest'],
  ['matcher'],
  ['publisher'],
  ['status'],
  ['list'],
  ['inspect'],
  ['bad-frames'],
  ['dead-letters', 'list'],
  ['dead-letters', 'put-back'],
  ['dead-letters', 'drop'],
  ['pause'],
  ['resume'],
  ['archive'],
  ['archive', 'dead-letters'],
  ['report'],
  ['forget'],
  ['notices', 'check'],
])('help of %s %s shows examples', async (...command) => {
  expect(await use(...command, '--help')).toMatchObject({
    isRefused: false,
    text: expect.stringMatching(/Examples?:/),
  });
});

test('help shows a command of a command, and says which one it does not know', async () => {
  expect(await use('help', 'rules', 'explain')).toMatchObject({
    isRefused: false,
    text: expect.stringContaining('Usage: cueline rules explain'),
  });
  expect(await use('help', 'rules', 'explane')).toMatchObject({
    isRefused: true,
    text: expect.stringContaining("unknown command 'rules explane'"),
  });
});

test.each([
  [['nonsense'], 'cueline help'],
  [['up', '--matchers', 'many'], 'cueline help up'],
  [['inspect'], 'cueline help inspect'],
  [['inspect', ''], 'cueline help inspect'],
  [['list', '--where', 'skill'], 'cueline help list'],
  [['up', '--http-port', '65536'], 'cueline help up'],
  [['pause', '10'], 'cueline help pause'],
  [['pause', '8d'], 'cueline help pause'],
  [['report', '--nonsense'], 'cueline help report'],
  [['rules', 'explain'], 'cueline help rules explain'],
])('wrong usage, as in %j, is refused and points to the help of the command', async (args, help) => {
  expect(await use(...args)).toMatchObject({ isRefused: true, text: expect.stringContaining(`run '${help}'`) });
});
