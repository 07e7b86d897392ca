import type { Notice } from '@cueline/shared';
import { Webhook } from 'standardwebhooks';
import { createHttpClient } from '../outlet/http-client.js';
import { retryAfterMs } from '../outlet/retry-after.js';
import { noticeBody } from './notice-body.js';
import type { Receiver } from './receivers.js';

/** A notice did not reach its receiver. */
export class NoticeError extends Error {
  override readonly name = 'NoticeError';
  /** The HTTP status, if there was an answer. */
  readonly status: number | undefined;
  /** How long the answer asked to wait, in ms. */
  readonly retryAfterMs: number | undefined;
  constructor(message: string, answer: { status?: number | undefined; retryAfterMs?: number | undefined } = {}) {
    super(message);
    this.status = answer.status;
    this.retryAfterMs = answer.retryAfterMs;
  }

  /** Whether the receiver wants no more of them: then this one is not tried again. */
  get isUnwanted(): boolean {
    return this.status === 410;
  }
}

const clientOf = ({ name, timeoutMs }: Receiver) => {
  const check = 'its url in NOTICES_FILE';
  return createHttpClient({
    timeoutMs,
    names: { who: `receiver ${name}`, check, checkKey: check, lacks: '', unauthorized: '' },
  });
};

/**
 * Asks whether a receiver is there, by a HEAD: it tells nothing.
 *
 * @throws CueError or NoticeError if it is not
 */
export async function probeReceiver(receiver: Receiver): Promise<{ host: string; status: number }> {
  const { host } = new URL(receiver.url);
  const answer = await clientOf(receiver)({ method: 'HEAD', url: receiver.url, headers: {} }, ({ statusCode }) => ({
    kind: 'answered' as const,
    status: statusCode,
  }));
  if (answer.kind === 'misconfigured') throw new NoticeError(answer.why);
  return { host, status: answer.status };
}

/** Creates what posts notices to one receiver, signed as Standard Webhooks says; a repeated notice has the same id. */
export function createSendNotice({ receiver, source, now }: SendNoticeContext) {
  const who = `receiver ${receiver.name}`;
  const ask = clientOf(receiver);
  const webhooks = receiver.secrets.map((secret) => new Webhook(secret));

  /** @throws NoticeError or CueError if it was not taken */
  return async function sendNotice(notice: Notice): Promise<void> {
    const { contentType, body } = noticeBody(notice, receiver, source);
    const at = new Date(now());
    const signatures = webhooks.map((webhook) => webhook.sign(notice.id, at, body)).join(' ');
    const signed = {
      'webhook-id': notice.id,
      'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
      'webhook-signature': signatures,
    };
    const headers = { 'content-type': contentType, ...(signatures === '' ? {} : signed) };
    const answer = await ask(
      { method: 'POST', url: receiver.url, headers, body },
      ({ statusCode, headers: answered }) => ({
        kind: 'answered' as const,
        status: statusCode,
        retryAfterMs: retryAfterMs({ headers: answered, nowMs: now(), isLimited: statusCode === 429 }),
      }),
    );
    if (answer.kind === 'misconfigured') throw new NoticeError(answer.why);
    if (answer.status < 200 || answer.status > 299) throw new NoticeError(`${who} answered ${answer.status}`, answer);
  };
}
export type SendNotice = ReturnType<typeof createSendNotice>;

export interface SendNoticeContext {
  readonly receiver: Receiver;
  /** What CloudEvents name as their source. */
  readonly source: string;
  /** Wall clock. */
  readonly now: () => number;
}
