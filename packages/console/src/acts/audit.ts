import { createHash } from 'node:crypto';
import { defineScript, jsonField, type Keys, type RedisClient, streamFields } from '@cueline/shared';
import { z } from 'zod';
import { ActResult, type AuditEntry } from '../contract/acts.js';
import { readScript } from '../scripts.js';

const MOST_ENTRIES = 10_000;
const REMEMBERED_S = 86_400;
const PAGE = 100;

/** Who is about to do something, and to what. */
export interface Intent {
  readonly actId: string;
  /** All that was asked for: the same id may not stand for something else. */
  readonly asked: unknown;
  readonly user: string;
  readonly role: string;
  readonly act: string;
  readonly target: string;
  /** How many it matches. */
  readonly before?: number;
  /** Why, in the words of the user. */
  readonly reason?: string;
  readonly address: string;
}

const Begun = z.tuple([z.literal(['begun', 'known', 'other']), z.string()]);
const Answered = jsonField(ActResult);

/**
 * The record of acts. An intent is written before an act, and its result after it: so an act that a crash cut short is in it too.
 * An act that is asked for twice is done once.
 */
export function createAudit({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  const begin = defineScript(redis, readScript('acts/begin-act'), Begun);
  const end = defineScript(redis, readScript('acts/end-act'), z.string());
  return {
    /** @throws whatever `act` does, after that is recorded */
    async record(intent: Intent, act: () => Promise<ActResult>): Promise<ActResult | 'under way' | 'another act'> {
      const { actId, asked, before, ...fields } = intent;
      const digest = createHash('sha256')
        .update(JSON.stringify([fields.user, fields.act, asked]))
        .digest('hex');
      const written = { ...fields, ...(before === undefined ? {} : { before: String(before) }) };
      const names = [keys.act(actId), keys.audit];
      const [state, text] = await begin(names, [REMEMBERED_S, digest, MOST_ENTRIES, ...Object.entries(written).flat()]);
      if (state === 'other') return 'another act';
      if (state === 'known') return Answered.safeParse(text).data ?? 'under way';
      const finish = (answer: string, result: string, after: number) =>
        end(names, [REMEMBERED_S, digest, answer, MOST_ENTRIES, 'of', text, 'result', result, 'after', String(after)]);
      try {
        const result = await act();
        await finish(
          JSON.stringify(result),
          result.sentence,
          before === undefined ? result.left : Math.max(0, before - result.done),
        );
        return result;
      } catch (error) {
        const sentence = error instanceof Error ? error.message : String(error);
        await finish('', `failed: ${sentence}`, before ?? 0);
        throw error;
      }
    },
    /** The latest first; those of which no result was written are `intended`. */
    async read(before = '+'): Promise<{ entries: AuditEntry[]; next: string | undefined }> {
      const found = await redis.xrevrange(keys.audit, before === '+' ? '+' : `(${before}`, '-', 'COUNT', PAGE * 2);
      const results = new Map<string, Record<string, string>>();
      const entries: AuditEntry[] = [];
      for (const [id, pairs] of found) {
        const fields = streamFields(pairs);
        if (fields['of'] === undefined) entries.push(entryOf(id, fields, results.get(id)));
        else results.set(fields['of'], fields);
      }
      const last = found.at(-1)?.[0];
      return { entries, next: found.length < PAGE * 2 ? undefined : last };
    },
  };
}
export type Audit = ReturnType<typeof createAudit>;

function entryOf(
  id: string,
  fields: Readonly<Record<string, string>>,
  result: Readonly<Record<string, string>> | undefined,
): AuditEntry {
  const { user = '', role = '', act = '', target = '', address = '', before, reason } = fields;
  return {
    id,
    atMs: Number.parseInt(id, 10),
    user,
    role,
    act,
    target,
    address,
    ...(before === undefined ? {} : { before: Number(before) }),
    ...(reason === undefined ? {} : { reason }),
    ...(result?.['after'] === undefined ? {} : { after: Number(result['after']) }),
    result: result?.['result'] ?? 'intended',
  };
}
