import { pipeline } from 'node:stream/promises';

/** Writes lines as they come, no faster than they are read; a reader that has seen enough (`| head`) ends it. */
export async function printLines(
  lines: AsyncIterable<string> | Iterable<string>,
  output: NodeJS.WritableStream,
): Promise<void> {
  async function* withBreaks() {
    for await (const line of lines) yield `${line}\n`;
  }
  try {
    await pipeline(withBreaks, output, { end: false });
  } catch (error) {
    const isClosed = error instanceof Error && 'code' in error && error.code === 'EPIPE';
    if (!isClosed) throw error;
  }
}
