import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Call } from '@cueline/simulator';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { askCueline, makeDirectory, runCueline, startCueline } from './harness/cueline-command.js';
import { startSimulator } from './harness/simulator.js';

const rules = `version: 1
disclosures: [{id: notice, title: Notice, say: [this call is recorded], due: 1s}]
`;

const said = (interactionId: string, number: number, startMs: number, text: string) => ({
  segmentId: `${interactionId}-${number}`,
  speaker: 'agent',
  startMs,
  endMs: startMs + 200,
  text,
});
const notice = 'this call is recorded';
const calls: Call[] = [
  { interactionId: 'in-time', segments: [said('in-time', 1, 0, `hello ${notice}`)] },
  { interactionId: 'late', segments: [said('late', 1, 0, 'hello'), said('late', 2, 4000, notice)] },
  {
    interactionId: 'never',
    segments: [said('never', 1, 0, 'hello, my card is 4111 1111 1111 1111'), said('never', 2, 4000, 'bye')],
  },
];

const Result = z.object({
  interactionId: z.string(),
  disclosures: z.object({ notice: z.object({ verdict: z.string() }) }),
});

async function verdictsOf(cwd: string, file: string): Promise<Record<string, string>> {
  const args = ['backtest', '--rules', 'rules.yaml', '--transcripts', file, '--json'];
  const { code, text } = await askCueline(args, { cwd });
  expect({ code, text }).toMatchObject({ code: 0 });
  // What people should know of a recording stands beside the results, on stderr.
  const results = text.split('\n').filter((line) => line.startsWith('{'));
  return Object.fromEntries(
    results.map((line) => {
      const { interactionId, disclosures } = Result.parse(JSON.parse(line));
      return [interactionId, disclosures.notice.verdict];
    }),
  );
}

test('calls recorded from the socket are judged as the calls that were played', async () => {
  const cwd = await makeDirectory();
  const { simulator, environment } = await startSimulator();
  const lines = calls.flatMap(({ interactionId, segments }) =>
    segments.map((segment) => JSON.stringify({ interactionId, ...segment })),
  );
  await writeFile(join(cwd, 'calls.ndjson'), lines.join('\n'));
  await writeFile(join(cwd, 'rules.yaml'), rules);

  const recording = startCueline(['record', 'frames.ndjson'], { cwd, env: environment });
  const masked = startCueline(['record', 'masked.ndjson', '--mask', '--frames', '8'], { cwd, env: environment });
  await simulator.sockets.subscribed(2);
  await simulator.play(calls, {});
  expect(await masked.ended).toBe(0);
  await expect
    .poll(() => readFile(join(cwd, 'frames.ndjson'), 'utf8').then((text) => text.trim().split('\n').length))
    .toBe(8);
  recording.signal('SIGINT');
  expect(await recording.ended).toBe(0);
  expect(recording.lines.at(-1)).toBe('8 frames: 5 of speech, 3 that end a call');

  const judged = await verdictsOf(cwd, 'calls.ndjson');
  expect(judged).toEqual({ 'in-time': 'satisfied', late: 'late', never: 'missed' });
  expect(await verdictsOf(cwd, 'frames.ndjson')).toEqual(judged);
  expect(await verdictsOf(cwd, 'masked.ndjson')).toEqual(judged);
  expect(await readFile(join(cwd, 'frames.ndjson'), 'utf8')).toContain('4111 1111 1111 1111');
  expect(await readFile(join(cwd, 'masked.ndjson'), 'utf8')).not.toMatch(/(?<!\d)4111/); // times may have these digits
  expect((await stat(join(cwd, 'frames.ndjson'))).mode & 0o777).toBe(0o600);
});

test('an older recording is not overwritten', async () => {
  const cwd = await makeDirectory();
  const { environment } = await startSimulator();
  await writeFile(join(cwd, 'frames.ndjson'), 'dear');
  const { code, text } = await runCueline(['record', 'frames.ndjson'], { cwd, env: environment });
  expect({ code, text }).toEqual({ code: 64, text: 'frames.ndjson: it exists already' });
  expect(await readFile(join(cwd, 'frames.ndjson'), 'utf8')).toBe('dear');
});
