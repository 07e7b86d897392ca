import { z } from 'zod';
import { type CopyContext, forEach, partitionsOf } from './copy-context.js';
import type { CopiedEntries } from './copied-entries.js';
import { idIn } from './copy-stream.js';

/** What no archive has kept yet is pending for nobody, as if its archiver were lost: the next claims it. */
const NOBODY = 'moved';
const LONG_IDLE_MS = 86_400_000;
const PAGE = 1000;

const Group = z.object({ name: z.string(), 'last-delivered-id': z.string() });
const Groups = z
  .array(z.array(z.unknown()))
  .transform((groups) =>
    groups.map((pairs) =>
      Group.parse(Object.fromEntries(pairs.flatMap((name, at) => (at % 2 === 0 ? [[name, pairs[at + 1]]] : [])))),
    ),
  );
const Pending = z.array(z.tuple([z.string()], z.unknown()));

/** Copies how far archives have come in outcomes that were copied. */
export async function copyArchives(
  { redis, from, to, signal }: CopyContext,
  copied: readonly CopiedEntries[],
): Promise<void> {
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
      const unarchived = [...pending, ...(copied[source]?.after(group['last-delivered-id']) ?? [])];
      await forEach(unarchived, signal, async (id) => {
        const target = copied[source]?.find(id);
        if (target === undefined) return;
        await redis.call(
          ...(['xclaim', to.keys.outcomes(target), group.name, NOBODY, 0, idIn(id, source, from.partitions)] as const),
          ...(['IDLE', LONG_IDLE_MS, 'FORCE', 'JUSTID'] as const),
        );
      });
    }
  }

  async function readPending(stream: string, group: string): Promise<string[]> {
    const ids: string[] = [];
    for (let begin = '-'; ;) {
      const page = Pending.parse(await redis.xpending(stream, group, begin, '+', PAGE));
      for (const [id] of page) ids.push(id);
      const last = page.at(-1)?.[0];
      if (page.length < PAGE || last === undefined) return ids;
      begin = `(${last}`;
    }
  }
}
