import { userInfo } from 'node:os';
import { type Forgotten, type Places, replayForgotten, setLegalHold } from '@cueline/archive';
import { forgetCall, readPipeline } from '@cueline/operate';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withRedis } from '../redis/with-redis.js';
import { readArchiveSettings, withStore } from './with-store.js';

export interface ForgetFlags {
  readonly evenLive: boolean;
  readonly hold: boolean;
  readonly release: boolean;
  readonly replay: boolean;
  readonly actor?: string | undefined;
  readonly json: boolean;
}

/**
 * Removes a call from everywhere, or what else the flags say; returns the exit code.
 *
 * @param id absent with `--replay`
 * @throws CommandError
 */
export async function runForget(id: string | undefined, flags: ForgetFlags, host: Host): Promise<number> {
  const actor = flags.actor ?? userName();
  if (id === undefined) return runReplay(flags, host);
  if (flags.hold || flags.release) return runHold(id, { isHeld: flags.hold, actor }, host);
  const { print, env } = host;
  return withPlaces(env, async (places) => {
    const forgotten = await forgetCall(id, places, { evenLive: flags.evenLive, actor });
    if (flags.json) print(JSON.stringify(forgotten, undefined, 2));
    else for (const line of textOf(id, forgotten, places)) print(line);
    return forgotten.kind === 'forgotten' ? ExitCode.ok : ExitCode.foundWrong;
  });
}

function runReplay({ json }: ForgetFlags, { env, print }: Host): Promise<number> {
  return withPlaces(env, async (places) => {
    const counts = await replayForgotten(places);
    if (json) print(JSON.stringify({ counts }, undefined, 2));
    else for (const [place, count] of Object.entries(counts)) print(`${count} ${place} removed again`);
    return ExitCode.ok;
  });
}

function runHold(id: string, { isHeld, actor }: { isHeld: boolean; actor: string }, { env, print }: Host) {
  return withStore(env, async (store, { KEY_PREFIX: prefix }) => {
    await store.check();
    const isChanged = await setLegalHold(store.db, { prefix, interactionId: id, actor, atMs: Date.now() }, isHeld);
    const held = `${isChanged ? 'is now' : 'was already'} on legal hold: nothing removes it from the archive`;
    const released = isChanged ? 'is no longer on legal hold' : 'was not on legal hold';
    print(`${id} ${isHeld ? held : released}`);
    return ExitCode.ok;
  });
}

/** Opens all places where calls may be: Redis, and what the settings say of the archive. */
function withPlaces<T>(env: NodeJS.ProcessEnv, use: (places: Places) => Promise<T>): Promise<T> {
  const { ARCHIVE_URL: url, ARCHIVE_DIR: folder } = readArchiveSettings(env);
  return withRedis(env, async (redis, { KEY_PREFIX: prefix, PARTITIONS }) => {
    const places = { ...(await readPipeline(redis, prefix, PARTITIONS)), folder };
    if (url === undefined) return use({ ...places, store: undefined });
    return withStore({ ...env, ARCHIVE_URL: url, ARCHIVE_URL_FILE: '' }, async (store) => {
      await store.check();
      return use({ ...places, store });
    });
  });
}

function textOf(id: string, forgotten: Forgotten, { store, folder }: Places): string[] {
  switch (forgotten.kind) {
    case 'live':
      return [`! ${id} goes on: wait until it has ended, or add --even-live`];
    case 'held':
      return [
        `! ${id} is on legal hold since ${new Date(forgotten.atMs).toISOString()} (${forgotten.actor}); 'cueline forget ${id} --release' ends that`,
      ];
    case 'forgotten': {
      const found = Object.entries(forgotten.counts).filter(([, count]) => count > 0);
      return [
        found.length === 0
          ? `nothing of ${id} was found; that it is to be forgotten is recorded`
          : `removed: ${found.map(([place, count]) => `${place} ${count}`).join(', ')}`,
        ...(store === undefined ? ['! no database of the archive was looked at: ARCHIVE_URL is not set'] : []),
        ...(folder === undefined ? ['- no files of the archive were looked at: ARCHIVE_DIR is not set'] : []),
        ...(forgotten.isHeldByArchiver
          ? ['! an archiver holds one of its outcomes and may write it to a file yet: run this again']
          : []),
        "- not reached: backups, logs, CXone, and Redis' append-only file until it is rewritten (BGREWRITEAOF). Digests of its speech expire in minutes.",
      ];
    }
    default:
      return forgotten satisfies never;
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch (cause) {
    throw new CommandError(ExitCode.usage, '--actor is required: this user has no name', { cause });
  }
}
