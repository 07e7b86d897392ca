import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { makeDirectory, runCueline } from './harness/cueline-command.js';
import { RULES } from './harness/scripted-calls.js';

/** What is said, and when that is over (s). Enough is said after what is owed for a slow machine to cue it. */
const CALLS = {
  dutiful: [
    ['agent', 'good morning this call is being recorded', 2],
    ['agent', 'take care', 26],
  ],
  forgetful: [
    ['agent', 'good morning', 1],
    ['customer', 'i want to cancel my contract please', 3],
    ['agent', 'take care', 26],
  ],
  late: [
    ['agent', 'good morning', 1],
    ['agent', 'well this call is being recorded', 14],
    ['agent', 'take care', 26],
  ],
} as const;

test('what Genesys, Twilio and NICE bring is cued as it deserves, on their desktops and on the panels of the calls', async () => {
  const cwd = await makeDirectory();
  const lines = Object.entries(CALLS).flatMap(([interactionId, said]) =>
    said.map(([speaker, text, endS], i) => {
      const endMs = endS * 1000;
      return JSON.stringify({ interactionId, segmentId: `${i}`, speaker, text, startMs: endMs - 900, endMs });
    }),
  );
  await writeFile(join(cwd, 'calls.ndjson'), lines.join('\n'));
  await writeFile(join(cwd, 'rules.yaml'), RULES);
  const args = ['demo', '--json', '--speed', '1', '--transcripts', 'calls.ndjson', '--rules', 'rules.yaml'];
  const ran = await Promise.all(
    ['genesys', 'twilio', 'nice'].map((platform) => runCueline([...args, '--platform', platform], { cwd })),
  );
  for (const { code, text } of ran) {
    const result: unknown = JSON.parse(text);
    expect(result).toMatchObject({ right: true, calls: 3, owed: 3, cued: 3, misjudged: 0, notOnPanel: 0 });
    expect(code).toBe(0);
  }
  // what is said late is withdrawn as an agent message alone: that goes by NICE's documents
  const withdrawn = ran.map(({ text }) => z.object({ withdrawn: z.int() }).parse(JSON.parse(text)).withdrawn);
  expect(withdrawn).toEqual([0, 0, 1]);
});
