import { EventEmitter, once } from 'node:events';
import { z } from 'zod';

/** One line that a process wrote: JSON from its log, or bare text (then it is `msg`). */
export const LogLine = z.looseObject({ msg: z.string(), level: z.string().optional(), port: z.number().optional() });
export type LogLine = z.infer<typeof LogLine>;

/** How many lines are printed when a test fails. */
const MAX_PRINTED = 200;

/** What a process has written, over all its lives. */
export function createProcessLog(name: string) {
  const lines: LogLine[] = [];
  const events = new EventEmitter<{ listening: [number] }>();
  return {
    lines: lines as readonly LogLine[],
    add: (text: string): void => {
      const line = parseLine(text);
      lines.push(line);
      if (line.msg === 'listening' && line.port !== undefined) events.emit('listening', line.port);
    },
    /** Resolves with the port when the process next says that it listens. */
    nextPort: async (): Promise<number> => {
      const [port] = await once(events, 'listening');
      return z.number().parse(port);
    },
    /** The last lines, to be read by a person. */
    print: (): string =>
      lines
        .slice(-MAX_PRINTED)
        .map((line) => `${name}: ${JSON.stringify(line)}\n`)
        .join(''),
  };
}
export type ProcessLog = ReturnType<typeof createProcessLog>;

function parseLine(text: string): LogLine {
  try {
    return LogLine.parse(JSON.parse(text));
  } catch {
    return { msg: text };
  }
}
