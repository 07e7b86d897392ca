import { expect, test } from 'vitest';
import { ExitCode } from '../host/exit-code.js';
import { shippedRules } from '../calls/shipped-rules.js';
import { demo } from './demo.js';

const host = {
  env: {},
  stdout: process.stdout,
  stderr: process.stderr,
  print: () => undefined,
  stopSignal: () => AbortSignal.abort(),
};
const flags = { rules: shippedRules, speed: 10, platform: 'cxone', stay: false, json: true } as const;

test('a missing rule file is reported as the other commands report it', async () => {
  await expect(demo({ ...flags, rules: '/nowhere/rules.yaml' }, host)).rejects.toMatchObject({
    message: 'the rule file /nowhere/rules.yaml: there is no such file',
    exitCode: ExitCode.configuration,
  });
});

test('a transcript that cannot be read is reported as the other commands report it', async () => {
  await expect(demo({ ...flags, transcripts: ['/nowhere/calls.ndjson'] }, host)).rejects.toMatchObject({
    message: '/nowhere/calls.ndjson cannot be read (ENOENT)',
    exitCode: ExitCode.usage,
  });
});
