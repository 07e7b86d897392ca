import { z } from 'zod';
import type { Keys } from '../stored/keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { defineScript } from '../redis/script.js';
import { FORMAT, OLDEST_FORMAT } from '../stored/format.js';

/** A release is rolled back within minutes or not at all: all processes have to run for so long before a new format begins. */
const SETTLED_MS = 600_000;

/**
 * The format in force is one that every process reads. It begins with the first start, and is raised once all processes
 * that were seen lately know the next and have run for a while.
 *
 * KEYS[1] processes: hash of heartbeats by replica, KEYS[2] format
 * ARGV[1] the newest format of this process, ARGV[2] the format in force as it last knew it, or "", if Redis has lost it
 * ARGV[3] for how long all must have run, and how long ago one counts that is not seen any more (ms)
 * Returns the format in force.
 */
const AGREE_LUA = `
local processes, format = KEYS[1], KEYS[2]
local newest, known, settledMs = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept = tonumber(redis.call('GET', format) or '')
if kept and kept >= newest then return kept end
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local allRead, upMs = newest, math.huge
for _, entry in ipairs(redis.call('HVALS', processes)) do
  local isJson, seen = pcall(cjson.decode, entry)
  local beat = isJson and type(seen) == 'table' and seen.beat
  if beat and not beat.refused and nowMs - (seen.seenAtMs or 0) <= math.max(settledMs, 10000) then
    allRead = math.min(allRead, beat.formats and beat.formats[2] or 1)
    upMs = math.min(upMs, beat.upMs or math.huge)
  end
end
local inForce = kept or known or allRead
if kept and allRead >= newest and upMs >= settledMs then inForce = newest end
if inForce ~= kept then redis.call('SET', format, inForce) end
return inForce`;

export interface WrittenFormatContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
}

/** Which format this process writes now. */
export interface WrittenFormat {
  /** The one in force; until that is known, one that every process reads. */
  readonly current: () => number;
  /** Learns from Redis which format is in force, and raises it if it is time; returns it. */
  readonly agree: (context: WrittenFormatContext, settledMs?: number) => Promise<number>;
}

/** The formats that this release reads; it writes the newest, or the one before. */
const READ = { oldest: OLDEST_FORMAT, newest: FORMAT };

/** @param read for tests: the formats of another release */
export function createWrittenFormat({ oldest, newest } = READ): WrittenFormat {
  let inForce: number | undefined;
  return {
    current: () => Math.min(newest, Math.max(oldest, inForce ?? oldest)),
    async agree({ redis, keys }, settledMs = SETTLED_MS) {
      const agree = defineScript(redis, { name: 'agree-on-format', lua: AGREE_LUA }, z.int());
      inForce = await agree([keys.processes, keys.format], [newest, inForce ?? '', settledMs]);
      return inForce;
    },
  };
}

/** Why a process of this release cannot work while this format is in force; `undefined` if it can. */
export function formatRefusal(inForce: number, { oldest, newest } = READ): string | undefined {
  if (inForce > newest)
    return `this release reads what is stored up to format ${newest}, and format ${inForce} is in force: a later release has taken over, and is needed`;
  if (inForce < oldest)
    return `this release reads what is stored from format ${oldest} on, and format ${inForce} is in force: update to the release before this one first`;
  return undefined;
}
