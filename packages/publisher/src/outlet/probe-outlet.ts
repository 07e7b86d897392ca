import { randomUUID } from 'node:crypto';
import type { HttpOutlet, TemplateValue } from '@cueline/shared';
import { compileRequest, settingValues } from './fill-request.js';
import { createHttpClient, type HttpRequest } from './http-client.js';
import { namesOf } from './http-outlet.js';
import { type Answer, type HttpAnswer, readPostAnswer } from './read-answer.js';
import { createSign } from './sign.js';

/** What came of a request that shows nothing. */
export type Probed =
  /** A template makes no request that can be sent. */
  | { kind: 'unfilled'; part: 'show' | 'withdraw' | 'find' }
  /** It cannot be signed: a key has another shape than its kind needs. */
  | { kind: 'unsigned' }
  | { kind: 'answered'; by: 'HEAD' | 'find'; host: string; status: number; answer: Answer };

export interface ProbeContext {
  readonly outlet: HttpOutlet;
  /** PLATFORM_VALUES. */
  readonly values: Readonly<Record<string, string>>;
  /** What the outlet's credentials gave; empty for those that need none. */
  readonly token: string;
  /** Wall clock. */
  readonly now: () => number;
}

const TIMEOUT_MS = 5000;

/**
 * Fills and signs what an outlet would send, and asks it for something that shows nothing: for what is shown, if its file says how, else by a
 * HEAD where cues are posted.
 *
 * @throws CueError if there was no whole answer, or one that is too long
 */
export async function probeOutlet({ outlet, values, token, now }: ProbeContext): Promise<Probed> {
  const { name, show, withdraw, find } = outlet;
  const names = namesOf(name);
  const valueOf = sampleValues(settingValues(values), now());
  const parts = { show, withdraw, find };
  const requests: Partial<Record<keyof typeof parts, HttpRequest>> = {};
  for (const part of ['show', 'withdraw', 'find'] as const) {
    const described = parts[part];
    if (described === undefined) continue;
    const request = compileRequest(described, part === 'find' ? 'GET' : 'POST').fill(valueOf);
    if (URL.parse(request.url) === null) return { kind: 'unfilled', part };
    requests[part] = request;
  }
  const shown = requests.show;
  if (shown === undefined) return { kind: 'unfilled', part: 'show' };
  const sign = createSign(outlet.sign, { valueOf: settingValues(values), now });
  const isSigned = await sign(shown, token).then(
    () => true,
    () => false,
  );
  if (!isSigned) return { kind: 'unsigned' };
  const { headers, url } = shown;
  const ask = createHttpClient({ timeoutMs: TIMEOUT_MS, names });
  const asked = requests.find ?? { method: 'HEAD', url, headers };
  const answer = await ask(await sign(asked, token), (answered): Probed => {
    const read =
      requests.find === undefined ? readHead(answered, now(), names) : readPostAnswer(answered, now(), names);
    const by = requests.find === undefined ? 'HEAD' : 'find';
    return { kind: 'answered', by, host: new URL(url).host, status: answered.statusCode, answer: read };
  });
  if (answer.kind !== 'misconfigured') return answer;
  return { kind: 'answered', by: 'HEAD', host: new URL(url).host, status: 0, answer };
}

/** To a HEAD many answer that there is nothing, or that they take none: then they are there. */
function readHead(answered: HttpAnswer, nowMs: number, names: ReturnType<typeof namesOf>): Answer {
  const { statusCode: status } = answered;
  const isThere = status < 300 || [400, 404, 405, 409, 411, 415, 422, 501].includes(status);
  return isThere ? { kind: 'accepted', status } : readPostAnswer(answered, nowMs, names);
}

/** Values of a cue for a call that does not exist. */
function sampleValues(ofSettings: (name: TemplateValue) => string, nowMs: number): (name: TemplateValue) => string {
  const now = new Date(nowMs).toISOString();
  const id = `cueline-doctor-${randomUUID()}`;
  const known: Readonly<Record<string, string>> = {
    call: id,
    key: id,
    cueId: id,
    cueKey: id,
    now,
    expires: now,
    title: 'Check',
    description: 'Check',
    kind: 'missing',
    rule: 'check',
    rules: 'check',
    priority: 'low',
  };
  return (name) => (name.startsWith('values.') ? ofSettings(name) : (known[name] ?? '0'));
}
