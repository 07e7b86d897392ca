import { once } from 'node:events';
import type { Log } from '@cueline/shared';
import { chooseCalls } from './choose-calls.js';
import { createSimulator } from './create-simulator.js';
import type { SimulatorFlags } from './simulator-flags.js';

export interface RunContext {
  readonly log: Log;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Runs the simulator as its flags say, until it is aborted.
 *
 * @throws TranscriptError, ListenError
 */
export async function runSimulator(flags: SimulatorFlags, { log, signal }: RunContext): Promise<void> {
  const { calls, notes } = await chooseCalls(flags);
  for (const note of notes) log.warn(note);
  const simulator = createSimulator({
    ...flags,
    tokenLifetimeS: flags.tokenLifetime,
    cueRateWindowMs: flags.cueRateWindow,
    faults: flags.fault,
  });
  const aborted = async () => {
    if (!signal.aborted) await once(signal, 'abort');
  };
  const url = await simulator.start();
  log.info({ url }, 'simulator listens');

  const play = async () => {
    if (flags.wait) await simulator.sockets.subscribed();
    log.info({ calls: calls.length }, 'calls begin');
    await simulator.play(calls, { ...flags, spreadMs: flags.spread, endDelayMs: flags.endDelay });
    if (!signal.aborted) log.info('calls have ended');
  };
  try {
    await Promise.race([aborted(), play().then(aborted)]);
  } finally {
    await simulator.stop();
  }
}
