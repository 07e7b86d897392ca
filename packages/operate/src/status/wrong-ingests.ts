import type { StoredObjection } from '@cueline/shared';
import type { Finding } from './finding.js';
import { remedyOf } from './group-objections.js';
import type { ProcessStatus } from './processes.js';
import type { Status } from './status.js';
import { absence, count, isListened, LIMITS, seconds } from './wrong-words.js';

/** With so many live calls somebody speaks. */
const MANY_LIVE = 5;

/** What keeps an ingest from hearing anything. */
export const DEAF_CHECKS = new Set(['token', 'socket']);

/** What keeps calls from being heard. */
export function wrongIngests(status: Status, ingests: readonly ProcessStatus[]): Finding[] {
  if (ingests.length === 0) {
    const { where, remedy = 'Start one (cueline ingest), or look at why it ends.' } = absence(status, 'ingest');
    return isListened(status)
      ? [] // by ingests of an older version
      : [{ what: where, remedy, mayPass: true }];
  }
  const deaf = ingests.filter((one) => deafness(one) !== undefined && !isReopening(one, ingests.length));
  const [first] = deaf;
  if (first === undefined) return withoutSpeech(status, ingests);
  const reasons = new Map(
    deaf.flatMap((one) => deafness(one) ?? []).map(({ reason }) => [withoutNumbers(reason), reason]),
  );
  const who =
    deaf.length === ingests.length
      ? 'no ingest hears CXone'
      : `${deaf.length} of ${count(ingests.length, 'ingest')} cannot hear CXone`;
  // A silent one is open; its reason says for how long it has been silent.
  const isClosed = deaf.every(({ beat }) => beat.socket?.isOpen !== true);
  const forLong = isClosed ? `, for ${seconds(Math.min(...deaf.map(closedMs)))}` : '';
  return [
    {
      what: `${who}${forLong}: ${[...reasons.values()].join('; ')}`,
      remedy: deafness(first)?.remedy ?? remedyOf(deafness(first)),
      // `no token yet`: it begins
      mayPass: deaf.every((one) => deafness(one)?.reason.endsWith(' yet') === true),
    },
  ];
}

/** Why an ingest hears nothing: a token comes before a socket. */
export function deafness({ beat }: ProcessStatus): StoredObjection | undefined {
  const find = (check: string) => beat.objections.find((objection) => objection.check === check);
  return find('token') ?? find('socket');
}

/** What several say for different times is the same. */
const withoutNumbers = (reason: string) => reason.replaceAll(/\d+ s\b/g, '');

const closedMs = ({ beat, seenAgoMs }: ProcessStatus) => (beat.socket?.forMs ?? beat.upMs) + seenAgoMs;

/** One of several ingests whose socket is being opened again costs nothing. */
export const isReopening = (one: ProcessStatus, ingests: number) =>
  ingests > 1 && deafness(one)?.check === 'socket' && closedMs(one) < LIMITS.closedMs;

/** Sockets that are open and bring no speech, though there is some. */
function withoutSpeech({ partitions }: Status, ingests: readonly ProcessStatus[]): Finding[] {
  const silentMs = ({ beat, seenAgoMs }: ProcessStatus) =>
    Math.min(beat.heard?.lastSpeechAgoMs ?? Infinity, beat.socket?.forMs ?? 0) + seenAgoMs;
  const silent = ingests.filter((one) => silentMs(one) > LIMITS.speechMs);
  if (silent.length === 0) return [];
  const forMs = Math.min(...silent.map(silentMs));
  if (silent.length < ingests.length) {
    const hearing = ingests.some(({ beat }) => (beat.heard?.lastSpeechAgoMs ?? Infinity) < LIMITS.closedMs);
    if (!hearing) return [];
    return [
      {
        what: `${silent.length} of ${count(ingests.length, 'ingest')} has heard no speech for ${seconds(forMs)}, while another does`,
        remedy: 'Its socket is open: restart it, and ask CXone whether one client may listen twice.',
      },
    ];
  }
  const live = partitions.reduce((sum, partition) => sum + partition.live, 0);
  if (live < MANY_LIVE) return [];
  return [
    {
      what: `no speech for ${seconds(forMs)}, though ${live === 1 ? '1 call has not ended' : `${live} calls have not ended`}`,
      remedy: 'If people are talking, CXone has stopped sending: restart one ingest, then ask CXone.',
    },
  ];
}
