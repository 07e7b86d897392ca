import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { errorCode } from '@cueline/shared';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { createControlApi } from './control-api.js';
import { createCueApi } from './cue-api.js';
import { createCueGate } from './cue-gate.js';
import { createCues } from './cues.js';
import { createActiveFaults } from './faults.js';
import { createJournal } from './journal.js';
import { createPlayer } from './player.js';
import { createRandom } from './random.js';
import { type SimulatorInput, SimulatorOptions } from './simulator-options.js';
import { createSlidingWindow } from './sliding-window.js';
import { createNiceApi } from './nice/nice-api.js';
import { createNiceDesktop } from './nice/nice-desktop.js';
import { createNiceMessages } from './nice/nice-messages.js';
import { createAnswerToken, createTokenEndpoint } from './token-endpoint.js';
import { createTokens } from './tokens.js';
import { createTransmitter } from './transmitter.js';
import { createWire } from './create-wire.js';

const MAX_KEPT_CUES = 100_000;

/** Ms since the epoch, with a fraction; never goes back. */
const now = () => performance.timeOrigin + performance.now();

/** The simulator's address is taken, or not one of this machine. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/**
 * Creates a stand-in for CXone, not yet listening.
 *
 * @throws ZodError when an option is out of range
 */
export function createSimulator(input: SimulatorInput = {}) {
  const options = SimulatorOptions.parse(input);
  const random = createRandom(options.seed);
  const journal = createJournal({ length: options.journalLength, now });
  const faults = createActiveFaults({ initial: options.faults, random, journal });
  const tokens = createTokens({ lifetimeS: options.tokenLifetimeS, granted: options.scopes, journal, now });
  const wire = createWire({ options, tokens, faults, journal, random, now });
  const { sockets, contacts } = wire;
  const transmitter = createTransmitter({ sockets, faults, journal, journalFrames: options.journalFrames });
  const played = createPlayer({ transmitter, journal, random, now, onStarted: wire.onStarted });
  const player = {
    ...played,
    stop: (): void => {
      played.stop();
      wire.onStopped?.();
    },
  };
  const cues = createCues({ idempotency: options.idempotency, kept: MAX_KEPT_CUES });
  const messages = createNiceMessages(now);
  const limit = createSlidingWindow({ max: options.cueRateMax, windowMs: options.cueRateWindowMs });
  const gate = createCueGate({ tokens, limit, retryAfter: options.retryAfter, faults, now });

  const answerToken = createAnswerToken({ tokens, faults, journal, now });
  const app = new Hono()
    .route('/', createTokenEndpoint({ ...options, answerToken }))
    .route('/', createNiceApi({ ...options, answerToken, tokens, contacts, faults, journal, now }))
    .route('/', createNiceDesktop({ gate, contacts, messages, faults, journal }))
    .route('/', createCueApi({ gate, cues, faults, journal }))
    .route('/', createControlApi({ tokens, sockets, faults, journal, player, transmitter, cues, messages }));
  const server = createAdaptorServer({ fetch: app.fetch });
  server.on('upgrade', sockets.upgrade);

  return {
    /**
     * Listens; returns the base URL, without a slash at its end.
     *
     * @throws ListenError
     */
    async start(): Promise<string> {
      server.listen(options.port, options.host);
      await once(server, 'listening').catch((cause: unknown) => {
        const code = errorCode(cause) ?? 'failed';
        throw new ListenError(`cannot listen on ${options.host}:${options.port} (${code})`, { cause });
      });
      const address = server.address();
      if (address === null || typeof address === 'string') throw new TypeError('the simulator listens on TCP');
      const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      return `http://${host}:${address.port}`;
    },
    /** Breaks everything off: calls, sockets, answers under way. */
    async stop(): Promise<void> {
      player.stop();
      sockets.close();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
    play: player.play,
    stopCalls: player.stop,
    liveCalls: player.liveCalls,
    /** Sends a frame as it is to all subscribed sockets; returns to how many. */
    pushFrame: (frame: object | string): number =>
      transmitter.push(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    sockets: {
      list: sockets.list,
      reset: sockets.reset,
      silence: sockets.silence,
      subscribed: sockets.subscribed,
    },
    revokeTokens: tokens.revokeAll,
    faults,
    journal,
    /** Another agent takes over a call, on NICE's wire. */
    transfer: contacts.transfer,
    /** A call is put on hold, or taken back: meanwhile none of its speech comes, on NICE's wire. */
    hold: contacts.hold,
    /** From now on a script posts there that contacts begin and end. */
    announceTo: contacts.announceTo,
    /** From now on Genesys and Twilio post there what is said. */
    postTo: wire.postTo,
    /** What their requests carry, or are signed with. */
    postSecret: options.postSecret,
    credentials: { clientId: options.clientId, clientSecret: options.clientSecret },
    /** That of NICE's service user. */
    accessKey: { id: options.accessKeyId, secret: options.accessKeySecret },
  };
}
export type Simulator = ReturnType<typeof createSimulator>;
