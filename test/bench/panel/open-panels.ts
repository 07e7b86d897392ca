import { Agent, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { BenchContext } from '../programs/run-bench.js';

/** Streams that are being opened at a time. */
const AT_ONCE = 100;

/** What many open panels were sent. */
export interface OpenPanels {
  readonly count: number;
  readonly bytes: () => number;
  close(): void;
}

/** Opens the stream of each of these links and takes what comes, without its browsers. */
export async function openPanels({ onEnd }: BenchContext, streams: readonly string[]): Promise<OpenPanels> {
  const agent = new Agent({ maxSockets: Infinity });
  const close = () => agent.destroy();
  onEnd(close);
  let bytes = 0;
  for (let from = 0; from < streams.length; from += AT_ONCE) {
    await Promise.all(
      streams.slice(from, from + AT_ONCE).map(async (stream) => {
        const response = await opened(stream, agent);
        response.on('data', (chunk: Buffer) => void (bytes += chunk.length));
        response.on('error', () => undefined); // it was left
      }),
    );
  }
  return { count: streams.length, bytes: () => bytes, close };
}

async function opened(stream: string, agent: Agent): Promise<IncomingMessage> {
  const request = get(stream, { agent });
  const [response]: IncomingMessage[] = await once(request, 'response');
  request.on('error', () => undefined);
  if (response?.statusCode !== 200) throw new Error(`a panel answers ${response?.statusCode}`);
  return response;
}

/** Opens one more panel, and resolves with when it is first sent its call (ms of `performance.now`). */
export async function openWaiting(stream: string): Promise<{ shown: Promise<number>; close: () => void }> {
  const agent = new Agent();
  const response = await opened(stream, agent);
  response.setEncoding('utf8');
  const shown = new Promise<number>((resolve) => {
    let text = '';
    response.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('"kind":"call"')) resolve(performance.now());
    });
    response.on('error', () => undefined);
  });
  return { shown, close: () => agent.destroy() };
}
