import { LiveMessage } from '../../../packages/console/src/contract/live.js';
import type { BenchContext } from '../programs/run-bench.js';

/** What takes longer than this does not come. */
const PATIENCE_MS = 60_000;

/** A page that watches, without its browser. */
export interface Viewer {
  /** Bytes of the stream until now. */
  readonly bytes: () => number;
  readonly messages: () => number;
  /** Resolves with the first message from now on of which this holds, and with when it came (ms of `performance.now`). */
  readonly next: (holds: (message: LiveMessage) => boolean) => Promise<{ message: LiveMessage; atMs: number }>;
  readonly close: () => void;
}

/**
 * Opens a stream of a console.
 *
 * @param isRead whether what comes is taken off the connection; a browser that hangs does not
 */
export async function openViewer(
  { onEnd }: BenchContext,
  url: string,
  query: string,
  { isRead = true }: { isRead?: boolean } = {},
): Promise<Viewer> {
  const leaving = new AbortController();
  onEnd(() => leaving.abort());
  const { body, ok, status } = await fetch(`${url}/api/live?${query}`, { signal: leaving.signal });
  if (body === null || !ok) throw new Error(`the stream answers ${status}`);
  let [bytes, messages] = [0, 0];
  const waiting = new Set<(message: LiveMessage) => void>();
  const take = (data: string) => {
    messages += 1;
    if (waiting.size === 0) return; // to parse is work that others' figures would hold
    const message = LiveMessage.parse(JSON.parse(data));
    for (const each of waiting) each(message);
  };
  const read = async () => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      bytes += chunk.length;
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) if (part.startsWith('event: live\ndata: ')) take(part.slice(18));
    }
  };
  if (isRead) void read().catch(() => undefined); // it was left
  return {
    bytes: () => bytes,
    messages: () => messages,
    next: (holds) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no such message within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
        const listener = (message: LiveMessage) => {
          if (!holds(message)) return;
          clearTimeout(late);
          waiting.delete(listener);
          resolve({ message, atMs: performance.now() });
        };
        waiting.add(listener);
      }),
    close: () => leaving.abort(),
  };
}

/** Opens *Now* at a row. */
export const openWall = (
  context: BenchContext,
  url: string,
  { from = 0, isRead = true }: { from?: number; isRead?: boolean } = {},
): Promise<Viewer> => openViewer(context, url, `view=now&from=${from}&count=80`, { isRead });
