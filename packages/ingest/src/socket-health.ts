import { redact, type Objection, type SocketState } from '@cueline/shared';
import type { HeardClock } from './heard-clock.js';
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
  if (error !== undefined && error.message !== '') return `closed with ${code} (${error.message})`;
  return code === 1006 ? 'the connection broke (1006)' : `closed with ${code}`;
}

/** Remembers how the transcription socket has fared, and says what is wrong with it. */
export function createSocketHealth(now: HeardClock) {
  let sinceUs = now();
  /** Set while it is open: for how long it has been silent. */
  let silentMs: (() => number) | undefined;
  /** Before this moment it is not known whether the peer lets us stay. */
  let trustedFromUs = 0;
  let closings: number[] = [];
  let lastClose: string | undefined;

  const forMs = () => (now() - sinceUs) / 1000;
  function countClosings(): number {
    closings = closings.filter((atUs) => atUs > now() - WINDOW_US).slice(-MAX_CLOSINGS);
    return closings.length;
  }

  return {
    /** @param probationUs how long it must last before it counts as open */
    open(silentFor: () => number, probationUs: number): void {
      sinceUs = now();
      trustedFromUs = sinceUs + probationUs;
      silentMs = silentFor;
    },
    close(how: string): void {
      if (silentMs !== undefined) sinceUs = now();
      silentMs = undefined;
      closings.push(now());
      lastClose = how;
    },
    state: (): SocketState => ({
      isOpen: silentMs !== undefined && now() >= trustedFromUs,
      forMs: forMs(),
      closings: countClosings(),
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
      const count = countClosings();
      if (count < MANY_CLOSINGS || lastClose === undefined) return undefined;
      return {
        reason: `the transcription socket was closed ${count} times in ${WINDOW_TEXT}, last: ${lastClose}`,
        remedy: remedyFor(lastClose),
      };
    },
  };
}

function remedyFor(how: string): string {
  if (/403|1008|scope|forbidden|unauthori/i.test(how))
    return 'CXone does not let this client listen: check its scope interaction:transcription:read and CXONE_SUBSCRIBE_MESSAGE.';
  if (/404/.test(how)) return 'There is nothing at this address: check CXONE_TRANSCRIPTION_URL.';
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|certificate/.test(how))
    return 'CXone cannot be reached: check CXONE_BASE_URL or CXONE_TRANSCRIPTION_URL, DNS, the proxy and the network.';
  return 'CXone or the network closes the connection; this ingest opens it again. Only another ingest hears what is said meanwhile.';
}
