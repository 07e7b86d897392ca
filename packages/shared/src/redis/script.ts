import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { RedisClient } from './redis-client.js';

/** A Lua script. */
export interface ScriptDefinition {
  /** Used in errors. */
  readonly name: string;
  readonly lua: string;
  /**
   * Whether it may run when Redis is out of memory (Redis 7.0 or later; older versions refuse it). For scripts that
   * free memory: a matcher that cannot record an entry could not take it off the stream either.
   */
  readonly makesRoom?: boolean;
}

/** Tells Redis 7 so. Older versions cannot parse it. */
const ALLOW_OOM = '#!lua flags=allow-oom\n';

/** Runs a script; in a Cluster all keys must carry the same hash tag. */
export type Script<T> = (keys: readonly string[], args: readonly (string | number | Buffer)[]) => Promise<T>;

/**
 * Makes a Lua script callable.
 *
 * Pass numbers with a fraction as strings that the script leaves alone: Lua prints only 14 digits.
 *
 * @param result what the script returns; anything else is a defect and throws
 */
export function defineScript<T>(
  redis: RedisClient,
  { name, lua, makesRoom = false }: ScriptDefinition,
  result: z.ZodType<T>,
): Script<T> {
  let text = makesRoom ? ALLOW_OOM + lua : lua;
  let sha = sha1(text);
  const run: (...call: Parameters<Script<T>>) => Promise<unknown> = async (keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      // a restarted or promoted server does not know the script yet
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    }
    try {
      return await redis.eval(text, keys.length, ...keys, ...args);
    } catch (error) {
      if (text === lua || !(error instanceof Error && error.message.includes("near '#'"))) throw error;
      text = lua;
      sha = sha1(text);
      return redis.eval(text, keys.length, ...keys, ...args);
    }
  };
  return async (keys, args) => {
    const reply = await run(keys, args);
    const parsed = result.safeParse(reply);
    if (parsed.success) return parsed.data;
    throw new TypeError(`script ${name} returned something unexpected: ${parsed.error.message}`);
  };
}

/**
 * Reads a Lua script of a package. Scripts stay in `src`; built code reads them there too. A line `-- @include clock` stands
 * for `packages/shared/src/lua/clock.lua`: what several scripts share.
 *
 * @param moduleUrl `import.meta.url` of a module at the top of that package
 * @throws the system's error if there is no script of that name
 */
export function readScript(name: string, moduleUrl: string): { name: string; lua: string } {
  const read = (path: string) => readFileSync(new URL(`${path}.lua`, moduleUrl), 'utf8');
  const lua = read(`../src/${name}`).replaceAll(/^-- @include (\S+)$/gm, (_, shared: string) =>
    read(`../../shared/src/lua/${shared}`),
  );
  return { name, lua };
}

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
