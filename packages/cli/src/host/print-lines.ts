import { pipeline } from 'node:stream/promises';
import { isBrokenPipe } from './is-broken-pipe.js';
import { printable } from './printable.js';

/**
 * Writes lines as they come, no faster than they are read; a reader that has seen enough (`| head`) ends it. What would steer a
 * terminal is written out.
 */
export async function printLines(
  lines: AsyncIterable<string> | Iterable<string>,
  output: NodeJS.WritableStream,
): Promise<void> {
  async function* withBreaks() {
    for await (const line of lines) yield `${printable(line)}\n`;
  }
  try {
    await pipeline(withBreaks, output, { end: false });
  } catch (error) {
    if (!isBrokenPipe(error)) throw error;
  }
}
