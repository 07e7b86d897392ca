import { redact, type Objection, type SocketState } from '@cueline/shared';
import type { HeardClock } from '../heard-clock.js';
import type { Ending } from './socket.js';

const WINDOW_US = 300_000_000;
const WINDOW_TEXT = 'the last 5 min';
/** A socket is closed now and then; as often in five minutes, something is wrong. */
const MANY_CLOSINGS = 3;
const MAX_CLOSINGS = 1_000;
/** Pings are usually answered within milliseconds. */
const SILENT_MS = 5_000;
const MAX_REASON_LENGTH = 200;

/** How a connection ended, in words. */
export const describeEnding = (ending: Ending): string => redact(describe(ending));

function describe({ code, reason, refusedWith, error }: Ending): string {
  if (refusedWith !== undefined) return `the handshake was refused with ${refusedWith}`;
  if (reason !== '') return `closed with ${code}: ${reason.slice(0, MAX_REASON_LENGTH)}`;
  if (error !== undefined && error.message !== '') return error.message;
  return code === 1006 ? 'the connection broke (1006)' : `closed with ${code}`;
}

const REFUSED_TOKEN = /refused with 401/;

/** Remembers how the transcription socket has fared, and says what is wrong with it. */
export function createSocketHealth(now: HeardClock) {
  let openedUs = now();
  /** Since when none has been open that lasted. */
  let deafSinceUs = openedUs;
  /** Set while it is open: for how long it has been silent. */
  let silentMs: (() => number) | undefined;
  /** Before this moment it is not known whether the peer lets us stay. */
  let trustedFromUs = 0;
  /** When sockets that were open were closed, and how. Refused handshakes are none: the objection tells them. */
  let closings: { readonly atUs: number; readonly how: string }[] = [];
  let lastClose: string | undefined;

  const isTrusted = () => silentMs !== undefined && now() >= trustedFromUs;
  function recentClosings() {
    closings = closings.filter(({ atUs }) => atUs > now() - WINDOW_US).slice(-MAX_CLOSINGS);
    return closings;
  }

  return {
    /** @param probationUs how long it must last before it counts as open */
    open(silentFor: () => number, probationUs: number): void {
      openedUs = now();
      trustedFromUs = openedUs + probationUs;
      silentMs = silentFor;
    },
    /** Another handshake begins, with a token: that one was refused before says nothing of this one. */
    opening(): void {
      if (lastClose !== undefined && REFUSED_TOKEN.test(lastClose)) lastClose = undefined;
    },
    /** @param isOurs whether we closed it, to open it again */
    close(how: string, isOurs = false): void {
      if (isTrusted()) deafSinceUs = now();
      if (silentMs !== undefined && !isOurs) closings.push({ atUs: now(), how });
      silentMs = undefined;
      lastClose = how;
    },
    state: (): SocketState => ({
      isOpen: isTrusted(),
      forMs: (now() - (isTrusted() ? openedUs : deafSinceUs)) / 1000,
      closings: recentClosings().length,
      ...(lastClose === undefined ? {} : { lastClose }),
    }),
    /** Why nothing is heard; undefined while the socket is open and alive. */
    objection: (): Objection | undefined => {
      if (silentMs === undefined || now() < trustedFromUs) {
        if (lastClose === undefined) return 'the transcription socket is not open yet';
        return { reason: `the transcription socket is not open: ${lastClose}`, remedy: remedyFor(lastClose) };
      }
      const silent = silentMs();
      if (silent < SILENT_MS) return undefined;
      return {
        reason: `the transcription socket is open but silent: no answer to pings for ${Math.round(silent / 1000)} s`,
        remedy:
          'The network or CXone hangs. Without an answer within CXONE_PONG_TIMEOUT_MS this ingest opens the socket again.',
      };
    },
    /** Whether it is closed over and over. */
    warning: (): Objection | undefined => {
      const recent = recentClosings();
      const last = recent.at(-1);
      if (recent.length < MANY_CLOSINGS || last === undefined) return undefined;
      const ago = `${Math.round((now() - last.atUs) / 1_000_000)} s ago`;
      return {
        reason: `the transcription socket was closed ${recent.length} times in ${WINDOW_TEXT}, the last time ${ago}: ${last.how}`,
        remedy: remedyFor(last.how),
      };
    },
  };
}

function remedyFor(how: string): string {
  if (REFUSED_TOKEN.test(how))
    return 'CXone gives this client tokens, but its socket refuses them: check that CXONE_TRANSCRIPTION_URL is of the same region.';
  if (/403|1008|scope|forbidden|unauthori/i.test(how))
    return 'CXone does not let this client listen: check its scope interaction:transcription:read and CXONE_SUBSCRIBE_MESSAGE.';
  if (/did not answer what was sent first/.test(how))
    return 'Check in the platform file what is sent when the socket opens, and what answers it.';
  if (/refused with (404|30\d)/.test(how)) return 'There is nothing at this address: check CXONE_TRANSCRIPTION_URL.';
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|certificate/.test(how))
    return 'CXone cannot be reached: check CXONE_BASE_URL or CXONE_TRANSCRIPTION_URL, DNS, the proxy and the network.';
  return 'CXone or the network closes the connection; this ingest opens it again. Only another ingest hears what is said meanwhile.';
}
