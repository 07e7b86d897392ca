import { fileURLToPath } from 'node:url';
import type { Call, SimulatedPlatform } from '@cueline/simulator';
import { findFreePort } from '../run/free-port.js';
import { answeredLater, hearNice, type HearOptions } from './hear-nice.js';

/** The process that hears the simulator, and its settings beside those of all. */
export interface Hearing {
  readonly process: 'ingest' | 'receive';
  readonly env: NodeJS.ProcessEnv;
  /** Those of the publisher, where cues do not go to CXone's cue API. */
  readonly publisherEnv?: NodeJS.ProcessEnv;
}

/** What hears the simulator on the wire of this platform. */
export async function hearPlatform(platform: SimulatedPlatform, options: HearOptions): Promise<Hearing> {
  switch (platform) {
    case 'cxone':
      return { process: 'ingest', env: {} };
    case 'nice': {
      const { ingest, publisher } = await hearNice(options);
      return { process: 'ingest', env: ingest, publisherEnv: publisher };
    }
    case 'genesys':
    case 'twilio':
      return { process: 'receive', env: await receivePosts(platform, options) };
    default:
      return platform satisfies never;
  }
}

/** Calls as they are on the wire of this platform: what it does not carry is left out. */
export function callsOn(platform: SimulatedPlatform, calls: readonly Call[], speed: number): readonly Call[] {
  if (platform === 'cxone') return calls;
  if (platform === 'nice') return answeredLater(calls, speed);
  return calls.map(({ segments, ...call }) => ({
    ...call,
    segments: segments.map(({ attributes: _attributes, ...segment }) => segment),
  }));
}

/** The settings of an endpoint to which the simulator posts. */
async function receivePosts(
  platform: 'genesys' | 'twilio',
  { simulator }: Pick<HearOptions, 'simulator'>,
): Promise<NodeJS.ProcessEnv> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  simulator.postTo(`${url}/${platform}`);
  return {
    PLATFORM_FILE: fileURLToPath(new URL(`../../../../platforms/${platform}.yaml`, import.meta.url)),
    RECEIVE_PORT: String(port),
    TRANSCRIPT_DELAY_MS: '0', // with Genesys' low-latency transcription
    ...(platform === 'twilio'
      ? { RECEIVE_TWILIO_TOKEN: simulator.postSecret, RECEIVE_PUBLIC_URL: url }
      : { RECEIVE_SECRET: simulator.postSecret }),
  };
}
