import { once, on } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { spawnBound } from './spawn-bound.js';

/** A running `redis-server`. */
export interface RedisProcess {
  /** Resolves when it has logged a line with this text; rejects if it ends before. */
  logged(text: string): Promise<void>;
  /** Sends it a signal: SIGSTOP freezes it until SIGCONT. */
  signal(name: NodeJS.Signals): void;
  /** Kills it (SIGKILL); does nothing if it has ended. */
  kill(): Promise<void>;
}

/** Starts `redis-server` with these arguments; it ends with this process at the latest. */
export function spawnRedis(args: readonly string[]): RedisProcess {
  const child = spawnBound('redis-server', args);
  const output = createInterface({ input: child.stdout });
  const lines: string[] = [];
  output.on('line', (line) => lines.push(line));
  return {
    logged: async (text) => {
      if (lines.some((line) => line.includes(text)) || (await isWritten(output, text))) return;
      throw new Error(`redis-server ended before it logged "${text}":\n${lines.join('\n')}`);
    },
    signal: (name) => void child.kill(name),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function isWritten(output: Interface, text: string): Promise<boolean> {
  for await (const [line] of on(output, 'line', { close: ['close'] })) {
    if (String(line).includes(text)) return true;
  }
  return false;
}
