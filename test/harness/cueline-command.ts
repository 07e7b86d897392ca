import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { spawnBound } from '@cueline/shared/testing';
import { expect, onTestFailed, onTestFinished } from 'vitest';

const bin = fileURLToPath(new URL('../../packages/cli/bin/cueline.js', import.meta.url));

/** A `cueline` command that runs; it ends with the test, and when the test fails what it wrote is printed. */
export interface CuelineCommand {
  /** What it has written to stdout and stderr. */
  readonly lines: readonly string[];
  readonly signal: (name: NodeJS.Signals) => void;
  /** Resolves with its exit code when it has ended; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Resolves with the first match in what it writes. */
  readonly written: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** A working directory of a test's own. */
export async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cueline command '));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Starts the `cueline` command with these settings and no others. */
export function startCueline(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): CuelineCommand {
  const child = spawnBound(process.execPath, [bin, ...args], { cwd, env: { PATH: process.env['PATH'], ...env } });
  const ended = once(child, 'close').then(() => child.exitCode);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  onTestFailed(() => void process.stderr.write(`${lines.join('\n')}\n`));
  const find = (pattern: RegExp) => pattern.exec(lines.join('\n'));
  return {
    lines,
    signal: (name) => void child.kill(name),
    ended,
    async written(pattern) {
      await expect.poll(() => find(pattern), { timeout: 60_000 }).not.toBeNull();
      return find(pattern) ?? expect.fail(`${pattern} has gone`);
    },
  };
}

/** Runs a command to its end. */
export async function runCueline(
  args: readonly string[],
  options: Parameters<typeof startCueline>[1],
): Promise<{ code: number | null; text: string }> {
  const command = startCueline(args, options);
  return { code: await command.ended, text: command.lines.join('\n') };
}

/** Whether a process runs; a zombie does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    return !/^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
