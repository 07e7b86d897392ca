import { createHmac, timingSafeEqual } from 'node:crypto';

/** No link is good for longer, whoever has signed it. */
export const LONGEST_LINK_MS = 24 * 3_600_000;

/** Whose call a panel shows: this one, or whichever this agent is in. */
export type PanelTarget = { readonly call: string } | { readonly agent: string };

/** What a link carries in its query. */
export type PanelLink = PanelTarget & {
  /** In s since the Unix epoch. */
  readonly until: string;
  readonly signature: string;
};

/** HMAC-SHA256 of `call:<until>:<id>` or `agent:<until>:<id>`, in hexadecimal digits. */
function signatureOf(target: PanelTarget, until: string, secret: string): string {
  const text = 'call' in target ? `call:${until}:${target.call}` : `agent:${until}:${target.agent}`;
  return createHmac('sha256', secret).update(text).digest('hex');
}

/**
 * Makes the link to a panel.
 *
 * @param url of the panel's page
 */
export function signLink(url: string, target: PanelTarget, untilMs: number, secret: string): string {
  const until = String(Math.floor(untilMs / 1000));
  const query = new URLSearchParams({ ...target, until, signature: signatureOf(target, until, secret) });
  return `${url.replace(/\/*$/, '/')}?${query.toString()}`;
}

/** Whose call a link is for, and until when; or why it is refused. */
export type CheckedLink =
  | { readonly kind: 'good'; readonly target: PanelTarget; readonly untilMs: number }
  | { readonly kind: 'wrong' | 'expired' };

/** Checks a link as it came in a query. */
export function checkLink(
  { call, agent, until, signature }: Partial<Record<'call' | 'agent' | 'until' | 'signature', string | undefined>>,
  secret: string,
  nowMs: number,
): CheckedLink {
  const target = targetOf(call, agent);
  if (target === undefined || !/^\d{1,12}$/.test(until ?? '') || until === undefined) return { kind: 'wrong' };
  const expected = Buffer.from(signatureOf(target, until, secret));
  const given = Buffer.from(signature ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { kind: 'wrong' };
  const untilMs = Number(until) * 1000;
  if (untilMs <= nowMs) return { kind: 'expired' };
  return untilMs - nowMs > LONGEST_LINK_MS ? { kind: 'wrong' } : { kind: 'good', target, untilMs };
}

/** A link names a call or an agent, and not both. */
function targetOf(call: string | undefined, agent: string | undefined): PanelTarget | undefined {
  if (call !== undefined && call !== '') return agent === undefined ? { call } : undefined;
  return agent === undefined || agent === '' ? undefined : { agent };
}
