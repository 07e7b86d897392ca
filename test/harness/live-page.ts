import { LiveMessage, type CallRow, type Shell, type Wall } from '../../packages/console/src/contract/live.js';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

/** What a page that watches knows, message by message, as the page itself keeps it. */
export interface LivePage {
  readonly stream: () => string;
  readonly messages: readonly LiveMessage[];
  readonly shell: () => Shell | undefined;
  readonly wall: () => Wall | undefined;
  /** The rows in the window, in their order. */
  readonly rows: () => CallRow[];
  close(): void;
}

/** Opens a stream of a console; it ends with the test. */
export async function openLivePage(
  url: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<LivePage> {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const answer = await fetch(`${url}/api/live?${query}`, { headers, signal: leaving.signal });
  if (answer.body === null || !answer.ok) throw new Error(`the stream answers ${answer.status}`);
  const messages: LiveMessage[] = [];
  const known = new Map<string, CallRow>();
  let shell: Shell | undefined;
  let wall: Wall | undefined;
  const take = (message: LiveMessage) => {
    messages.push(message);
    if (message.kind === 'snapshot') known.clear();
    for (const row of message.wall?.rows ?? []) known.set(row.id, row);
    shell = message.shell ?? shell;
    wall = message.wall ?? wall;
  };
  const { body } = answer;
  const read = async () => {
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const [, data] = /^data: (.*)$/m.exec(part) ?? [];
        if (data !== undefined) take(LiveMessage.parse(JSON.parse(data)));
      }
    }
  };
  read().catch((error: unknown) => {
    // it was left, or the console has ended; what is no message of the contract fails the test
    if (error instanceof z.ZodError || error instanceof SyntaxError) throw error;
  });
  return {
    stream: () => messages[0]?.stream ?? '',
    messages,
    shell: () => shell,
    wall: () => wall,
    rows: () => (wall?.ids ?? []).flatMap((id) => known.get(id) ?? []),
    close: () => leaving.abort(),
  };
}
