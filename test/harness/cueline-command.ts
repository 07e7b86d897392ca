import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { spawnBound } from '@cueline/shared/testing';
import { expect, onTestFailed, onTestFinished } from 'vitest';
import { printable } from '../../packages/cli/src/host/printable.js';
import { runProgram } from '../../packages/cli/src/run-program.js';

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

/**
 * Runs a command to its end as {@link runCueline} does, but in this process: to start a process takes half a second of CPU. One at a
 * time, as this process has one working directory.
 */
export async function askCueline(
  args: readonly string[],
  { cwd, env = {} }: Parameters<typeof startCueline>[1],
): Promise<{ code: number; text: string }> {
  const { columns, rows } = process.stdout; // of no terminal: this process writes to vitest
  const output = Object.assign(new PassThrough(), { isTTY: false, columns, rows });
  let code = 0;
  const before = process.cwd();
  process.chdir(cwd);
  try {
    await runProgram(
      {
        env: { PATH: process.env['PATH'], ...env },
        stdout: output,
        stderr: output,
        print: (text) => output.write(`${printable(text)}\n`),
        stopSignal: () => new AbortController().signal,
        setExitCode: (next) => (code = next),
        become: () => expect.fail('the command becomes no other process'),
      },
      args,
    );
  } finally {
    process.chdir(before);
  }
  output.end();
  const text = await readText(output);
  onTestFailed(() => void process.stderr.write(text));
  return { code, text: text.replace(/\n$/, '') };
}

/** Whether a process runs; a zombie does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    return !/^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
