/** A request that a platform makes. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Senders wait so long for an answer, as EventBridge does. */
const ANSWER_WITHIN_MS = 5_000;

/** Posts once; returns the status of the answer, or undefined if nobody answered. */
export async function post(to: string, { headers, body }: Post, signal?: AbortSignal): Promise<number | undefined> {
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const answer = await fetch(to, {
      method: 'POST',
      headers,
      body,
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    });
    await answer.arrayBuffer(); // so that its connection is used again
    return answer.status;
  } catch {
    return undefined;
  }
}

/** The headers of JSON from a sender that is known by a secret. */
export const secretHeaders = (secret: string): Post['headers'] => ({
  authorization: `Bearer ${secret}`,
  'content-type': 'application/json',
});
