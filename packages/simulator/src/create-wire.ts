import type { ActiveFaults } from './faults.js';
import type { Journal } from './journal.js';
import { createNiceContacts } from './nice/nice-contacts.js';
import { createNiceSockets } from './nice/nice-sockets.js';
import type { PlayerContext } from './player.js';
import { createGenesys } from './posted/genesys.js';
import { createPostedWire } from './posted/posted-wire.js';
import { createTwilio } from './posted/twilio.js';
import type { Random } from './random.js';
import type { SimulatorOptions } from './simulator-options.js';
import type { Tokens } from './tokens.js';
import { createTranscriptionSockets, type TranscriptionSockets } from './transcription-sockets.js';

export interface WireContext {
  readonly options: SimulatorOptions;
  readonly tokens: Tokens;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  readonly random: Random;
  readonly now: () => number;
}

/** How what is said leaves: on sockets, or by requests that sockets stand for. */
interface Wire {
  readonly sockets: TranscriptionSockets;
  /** Told when a call begins. */
  readonly onStarted?: PlayerContext['onStarted'];
  /** Told when all calls are broken off. */
  readonly onStopped?: () => void;
}

/** The wire of the platform that is simulated, and what others of the platforms' parts are asked for. */
export function createWire(context: WireContext) {
  const { options, faults, now } = context;
  const contacts = createNiceContacts({ ...context, ...options, faults });
  const createPlatform = options.platform === 'genesys' ? createGenesys : createTwilio;
  const platform = createPlatform({ secret: options.postSecret, faults, now });
  const posted = createPostedWire({ ...context, ...options, faults, platform });
  const wires: Readonly<Record<SimulatorOptions['platform'], () => Wire>> = {
    cxone: () => ({ sockets: createTranscriptionSockets(context) }),
    nice: () => ({
      sockets: createNiceSockets({ ...context, contacts }),
      onStarted: contacts.started,
      onStopped: contacts.clear,
    }),
    genesys: () => posted,
    twilio: () => posted,
  };
  return { ...wires[options.platform](), contacts, postTo: posted.postTo };
}
