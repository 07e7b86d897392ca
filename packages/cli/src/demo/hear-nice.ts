import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDuration, parsePlatform } from '@cueline/shared';
import type { Call, Simulator } from '@cueline/simulator';
import { findFreePort } from '../run/free-port.js';

/** Where the platform file that ships has its outlet. */
const NICE_API = 'https://api-{values.area}.niceincontact.com';
const NICE = fileURLToPath(new URL('../../../../platforms/nice.yaml', import.meta.url));
/** The secret with which the simulator announces calls. */
const SECRET = 'cueline-announces';
/** How long a call is there before somebody speaks, in ms of the clock: as long as its agent takes to answer. */
const ANSWER_MS = 2500;
/** Few calls bring few frames: heartbeats tell how far all has been heard, and cues wait for that. In ms of a call. */
const HEARTBEAT_MS = 1000;

export interface HearOptions {
  readonly simulator: Simulator;
  readonly baseUrl: string;
  /** Where the demo's files are. */
  readonly folder: string;
  readonly speed: number;
}

/**
 * The settings by which ingest hears the simulator on NICE's notification socket, and is told of its calls; and those by which the publisher
 * writes the simulator's agents messages.
 */
export async function hearNice({ simulator, baseUrl, folder, speed }: HearOptions) {
  const file = join(folder, 'nice.json');
  await writeFile(file, JSON.stringify(await scaledPlatform(baseUrl, speed)));
  const port = await findFreePort();
  simulator.announceTo(`http://127.0.0.1:${port}/contacts`);
  const { id, secret } = simulator.accessKey;
  const publisher = { PLATFORM_FILE: file, CXONE_ACCESS_KEY_ID: id, CXONE_ACCESS_KEY_SECRET: secret };
  return {
    publisher,
    ingest: {
      ...publisher,
      CXONE_TRANSCRIPTION_URL: `${baseUrl.replace('http', 'ws')}/agent-assist-notifications/notifications/ws`,
      RECEIVE_SECRET: SECRET,
      RECEIVE_PORT: String(port),
    },
  };
}

/** Calls as they are on that socket: first a call is there, then somebody speaks. */
export function answeredLater(calls: readonly Call[], speed: number): Call[] {
  const later = (ms: number) => ms + ANSWER_MS * speed;
  return calls.map(({ endMs, segments, ...call }) => ({
    ...call,
    ...(endMs === undefined ? {} : { endMs: later(endMs) }),
    segments: segments.map((segment) => ({
      ...segment,
      startMs: later(segment.startMs),
      endMs: later(segment.endMs),
    })),
  }));
}

/** The platform file that ships, with the simulator in NICE's place, and what is measured in the time of a call divided by the speed. */
async function scaledPlatform(baseUrl: string, speed: number): Promise<object> {
  const shipped = await readFile(NICE, 'utf8');
  const parsed = parsePlatform(shipped.replaceAll(NICE_API, baseUrl), NICE);
  if (!parsed.ok || parsed.platform.socket?.heartbeat === undefined) throw new Error(`${NICE} is not as it ships`);
  const { socket, ...platform } = parsed.platform;
  const scaled = (duration = '0s') => `${Math.ceil((parseDuration(duration) ?? 0) / speed)}ms`;
  const { listed, linger, ...contacts } = socket.contacts ?? {};
  return {
    ...platform,
    socket: {
      ...socket,
      heartbeat: { ...socket.heartbeat, every: `${Math.ceil(HEARTBEAT_MS / speed)}ms`, misses: 50 },
      contacts: {
        ...contacts,
        linger: scaled(linger),
        ...(listed === undefined ? {} : { listed: { ...listed, every: scaled(listed.every) } }),
      },
    },
  };
}
