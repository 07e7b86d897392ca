import { z } from 'zod';
import type { RedisClient } from '../redis/redis-client.js';

/** A field that is text. Where another field of its hash is none, it is read as bytes. */
export const TextField = z
  .custom<string | Buffer>((value) => typeof value === 'string' || Buffer.isBuffer(value))
  .transform(String);
export const NumberField = TextField.pipe(z.coerce.number());
export const BytesField = z.instanceof(Buffer);

/** Names values as HMGET returned them for these fields; leaves out absent ones. */
export function nameFields<V>(fields: readonly string[], values: readonly (V | null)[]): Record<string, V> {
  const named: Record<string, V> = {};
  for (const [i, field] of fields.entries()) {
    const value = values[i];
    if (value !== null && value !== undefined) named[field] = value;
  }
  return named;
}

/**
 * Reads the fields of a hash that a schema has, at one moment; `undefined` if one that must be there is absent or has
 * another shape.
 */
export async function readFields<S extends z.ZodObject>(
  redis: RedisClient,
  key: string,
  schema: S,
): Promise<z.infer<S> | undefined> {
  const fields = Object.keys(schema.shape);
  return schema.safeParse(nameFields(fields, await redis.hmgetBuffer(key, ...fields))).data;
}
