import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { RedisClient } from './redis.js';

/** A Lua script and the shape of what it returns. */
export interface ScriptDefinition {
  /** Named in errors. */
  readonly name: string;
  readonly lua: string;
  /**
   * Whether it also runs where Redis has used up its memory (7.0 or later; before, it is refused). For what makes room: a matcher
   * that may not write down what an entry meant could not take it off the stream either.
   */
  readonly makesRoom?: boolean;
}

/** What tells Redis 7 so. To an older one it is no Lua. */
const ALLOW_OOM = '#!lua flags=allow-oom\n';

/** Runs a script; in a Cluster all keys must carry the same hash tag. */
export type Script<T> = (keys: readonly string[], args: readonly (string | number | Buffer)[]) => Promise<T>;

/**
 * Makes a Lua script callable.
 *
 * Numbers with a fraction must be given as strings that the script leaves alone: Lua prints 14 digits only.
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
      // a server that was restarted or promoted has not seen the script yet
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
 * Reads a Lua script of a package. Scripts lie in `src`, also for what was built.
 * @param moduleUrl `import.meta.url` of a module of that package
 * @throws the system's error where there is none of that name
 */
export function readScript(name: string, moduleUrl: string): { name: string; lua: string } {
  return { name, lua: readFileSync(new URL(`../src/${name}.lua`, moduleUrl), 'utf8') };
}

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
