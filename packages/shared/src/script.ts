import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { RedisClient } from './redis.js';

/** A Lua script and the shape of what it returns. */
export interface ScriptDefinition {
  /** Named in errors. */
  readonly name: string;
  readonly lua: string;
}

/** Runs a script; in a Cluster all keys must carry the same hash tag. */
export type Script<T> = (keys: readonly string[], args: readonly (string | number | Buffer)[]) => Promise<T>;

/**
 * Makes a Lua script callable.
 *
 * Numbers with a fraction must be given as strings that the script leaves alone: Lua prints 14 digits only.
 *
 * @param result what the script returns; anything else is a defect and throws
 */
export function defineScript<T>(redis: RedisClient, { name, lua }: ScriptDefinition, result: z.ZodType<T>): Script<T> {
  const sha = createHash('sha1').update(lua).digest('hex');
  return async (keys, args) => {
    let reply: unknown;
    try {
      reply = await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      // a server that was restarted or promoted has not seen the script yet
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      reply = await redis.eval(lua, keys.length, ...keys, ...args);
    }
    const parsed = result.safeParse(reply);
    if (parsed.success) return parsed.data;
    throw new TypeError(`script ${name} returned something unexpected: ${parsed.error.message}`);
  };
}
