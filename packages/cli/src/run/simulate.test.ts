import { once } from 'node:events';
import { createServer } from 'node:net';
import { addSimulatorFlags, parseSimulatorFlags } from '@cueline/simulator';
import { Command } from 'commander';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { simulate } from './simulate.js';

const host: Pick<Host, 'stopSignal'> = { stopSignal: () => new AbortController().signal };

test('the flags in the examples of its help are flags that it takes', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await expect(simulate(['--help'], host)).rejects.toThrow('(outputHelp)');
  const text = write.mock.calls.map(([written]) => String(written)).join('');
  write.mockRestore();
  const examples = [...text.matchAll(/^ {2}cueline simulate (.*?)(?: {2,}.*)?$/gm)].map(([, flags = '']) => flags);
  expect(examples.length).toBeGreaterThan(2);
  for (const flags of examples) {
    const command = addSimulatorFlags(new Command()).parse(flags.split(' '), { from: 'user' });
    expect(() => parseSimulatorFlags(command.opts())).not.toThrow();
  }
});

test('a taken port is reported in one line', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await expect(simulate(['--port', `${port}`, '--calls', '0'], host)).rejects.toMatchObject({
    name: 'CommandError',
    message: `error: cannot listen on 127.0.0.1:${port} (EADDRINUSE)`,
    exitCode: ExitCode.usage,
  });
});

test('a transcript that cannot be read is reported in one line', async () => {
  await expect(simulate(['--transcripts', '/nowhere.ndjson'], host)).rejects.toMatchObject({
    message: 'error: /nowhere.ndjson cannot be read (ENOENT)',
    exitCode: ExitCode.usage,
  });
});
