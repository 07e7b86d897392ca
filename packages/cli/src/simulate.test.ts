import { addSimulatorFlags, parseSimulatorFlags } from '@cueline/simulator';
import { Command } from 'commander';
import { expect, test, vi } from 'vitest';
import type { Host } from './host.js';
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
