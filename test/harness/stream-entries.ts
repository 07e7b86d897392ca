import { createKeys, InteractionId, partitionOf, type RedisClient } from '@cueline/shared';
import type { Call } from '@cueline/simulator';

/** An entry of the stream, and the partition that it belongs to. */
export interface Entry {
  readonly partition: number;
  /** In ms since the epoch. */
  readonly heardAt: string;
  readonly segment: string;
  /** Of an end frame: what it ends. */
  readonly ends?: InteractionId;
}

/** After how many of its words an utterance is cut in two; undefined if it stays whole. */
export type Cut = (words: number) => number | undefined;

/** What ingest would write of a call heard from `beginMs` on, its utterances cut in two where `cut` says, and its end. */
export function entriesOf(call: Call, beginMs: number, cut: Cut, partitions = 8): Entry[] {
  const interactionId = InteractionId.parse(call.interactionId);
  const partition = partitionOf(interactionId, partitions);
  const spoken = call.segments.flatMap(({ segmentId, speaker, startMs, endMs, text }) => {
    const words = text.split(' ');
    const at = cut(words.length) ?? words.length;
    return [words.slice(0, at), words.slice(at)]
      .filter((part) => part.length > 0)
      .map((part, i) => ({
        partition,
        heardAt: `${beginMs + endMs + i / 1000}`,
        segment: JSON.stringify({
          interactionId,
          segmentId: `${segmentId}.${i}`,
          speaker,
          text: part.join(' '),
          confidence: 1,
          startMs: beginMs + startMs + i / 1000,
        }),
      }));
  });
  const ended = {
    partition,
    heardAt: `${beginMs + (call.endMs ?? 0)}`,
    segment: JSON.stringify({ interactionId, ended: true }),
    ends: interactionId,
  };
  return [...spoken, ended];
}

/** Writes entries one by one, so that the matchers take them in many small batches and meet at the same interactions. */
export async function writeEntries(client: RedisClient, entries: readonly Entry[]): Promise<void> {
  const keys = createKeys('cueline');
  for (const { partition, heardAt, segment, ends } of entries) {
    if (ends !== undefined) await client.append(keys.ended(partition, ends), `${heardAt} `); // as ingest does
    await client.xadd(keys.segments(partition), '*', 'heardAt', heardAt, 'segment', segment);
  }
}
