import { InteractionId, partitionOf, streamFields } from '@cueline/shared';
import { z } from 'zod';
import { type CopyContext, forEach, partitionsOf } from './copy-context.js';
import { compareIds, copyStream, type MovingEntry } from './copy-stream.js';

/** What no archive has kept yet is pending for nobody, as if its archiver were lost: the next claims it. */
const NOBODY = 'moved';
const LONG_IDLE_MS = 86_400_000;
const PAGE = 100;

const Group = z.object({ name: z.string(), 'last-delivered-id': z.string() });
const Groups = z
  .array(z.array(z.unknown()))
  .transform((groups) =>
    groups.map((pairs) =>
      Group.parse(Object.fromEntries(pairs.flatMap((name, at) => (at % 2 === 0 ? [[name, pairs[at + 1]]] : [])))),
    ),
  );
const Pending = z.array(z.tuple([z.string()], z.unknown()));

/** Copies outcomes, their index, what was said in them, and how far archives have come. */
export async function copyOutcomes(context: CopyContext): Promise<void> {
  const { redis, from, to, signal } = context;
  const entries = partitionsOf(from).map(() => new Map<string, MovingEntry>());
  const index = new Map<string, string[]>();
  const targetOf = (fields: readonly string[]) => {
    const id = InteractionId.safeParse(streamFields(fields)['interactionId']).data;
    return (source: number) => (id === undefined ? source % to.partitions : partitionOf(id, to.partitions));
  };
  await copyStream(context, 'outcomes', targetOf, (entry) => {
    entries[entry.source]?.set(entry.id, { ...entry, fields: [] });
    const { interactionId = '' } = streamFields(entry.fields);
    index.set(interactionId, [...(index.get(interactionId) ?? []), entry.targetId]);
  });
  await forEach([...index], signal, ([id, ids]) =>
    redis.hset(to.keys.outcomeEntries(partitionOf(InteractionId.parse(id), to.partitions)), id, ids.join(' ')),
  );
  for (const source of partitionsOf(from)) {
    const said = Object.entries(await redis.hgetall(from.keys.endedSpeech(source)));
    await forEach(said, signal, async ([id, speech]) => {
      const entry = entries[source]?.get(id);
      if (entry !== undefined) await redis.hset(to.keys.endedSpeech(entry.target), entry.targetId, speech);
    });
  }
  await copyGroups(context, entries);
}

async function copyGroups({ redis, from, to, signal }: CopyContext, entries: readonly Map<string, MovingEntry>[]) {
  const groupsOf = async (source: number) => {
    const stream = from.keys.outcomes(source);
    return (await redis.exists(stream)) === 0 ? [] : Groups.parse(await redis.xinfo('GROUPS', stream));
  };
  const groups = await Promise.all(partitionsOf(from).map(groupsOf));
  for (const name of new Set(groups.flatMap((of) => of.map((group) => group.name))))
    await forEach(partitionsOf(to), signal, (target) =>
      redis.xgroup('CREATE', to.keys.outcomes(target), name, '$', 'MKSTREAM'),
    );
  for (const [source, of] of groups.entries()) {
    for (const group of of) {
      const pending = await readPending(from.keys.outcomes(source), group.name);
      const unarchived = [...(entries[source] ?? new Map<string, MovingEntry>()).values()].filter(
        ({ id }) => pending.has(id) || compareIds(id, group['last-delivered-id']) > 0,
      );
      await forEach(unarchived, signal, ({ target, targetId }) =>
        redis.call(
          ...(['XCLAIM', to.keys.outcomes(target), group.name, NOBODY, 0, targetId] as const),
          ...(['IDLE', LONG_IDLE_MS, 'FORCE', 'JUSTID'] as const),
        ),
      );
    }
  }

  async function readPending(stream: string, group: string): Promise<Set<string>> {
    const ids = new Set<string>();
    for (let begin = '-'; ;) {
      const page = Pending.parse(await redis.xpending(stream, group, begin, '+', PAGE));
      for (const [id] of page) ids.add(id);
      const last = page.at(-1)?.[0];
      if (page.length < PAGE || last === undefined) return ids;
      begin = `(${last}`;
    }
  }
}
