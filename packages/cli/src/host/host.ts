import type { ProcessName } from './main-of.js';

/** Where a command writes, which may be a terminal. */
export type Output = NodeJS.WritableStream & Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'>;

/** What a command has of the process it runs in; given by `main.ts`. */
export interface Host {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Writes text to stdout, and a line break; what would steer a terminal is written out. */
  readonly print: (text: string) => void;
  /** Aborted by Ctrl-C and the like, from the first call on; until then these end the process at once. */
  readonly stopSignal: () => AbortSignal;
  /** Sets how the process will end. */
  readonly setExitCode: (code: number) => void;
  /** Becomes a process of the pipeline. */
  readonly become: (name: ProcessName) => Promise<void>;
}
