import {
  countReasons,
  describeHold,
  isEntry,
  type PipelineContext,
  readLetters,
  type ShelvedLetter,
  type Status,
} from '@cueline/operate';
import { jsonField } from '@cueline/shared';
import { z } from 'zod';
import type { Letter, Letters, Queues, Shelf } from '../contract/queues.js';
import type { KnownCall } from './call-row.js';

const WithId = jsonField(z.object({ interactionId: z.string() }));
const SHELVES: readonly Shelf[] = ['dead', 'bad-frames', 'discarded', 'archive-dead'];

/** What is stuck, and what was never sent. */
export async function readQueues(
  status: Status,
  calls: readonly KnownCall[],
  pipeline: PipelineContext,
): Promise<Queues> {
  const { atMs, queue, oldestJobMs, hold, isPausedInBullmq, partitions } = status;
  const found = hold === undefined ? undefined : describeHold(hold);
  return {
    atMs,
    jobs: {
      active: queue['active'] ?? 0,
      waiting: (queue['wait'] ?? 0) + (queue['prioritized'] ?? 0),
      delayed: queue['delayed'] ?? 0,
    },
    oldestJobMs,
    outbox: partitions.reduce((sum, { outbox }) => sum + outbox, 0),
    ...(hold === undefined || found === undefined
      ? {}
      : {
          hold: {
            reason: hold.reason,
            sentence: found.what,
            ...(found.remedy === undefined ? {} : { remedy: found.remedy }),
            untilMs: hold.untilMs,
            why: hold.why,
          },
        }),
    isPausedInBullmq,
    notSent: notSentOf(calls),
    shelves: await Promise.all(SHELVES.map(async (shelf) => ({ shelf, ...(await countReasons(pipeline, shelf)) }))),
  };
}

function notSentOf(calls: readonly KnownCall[]): Queues['notSent'] {
  const rules = new Map<string, Queues['notSent'][number]>();
  for (const { desktop, titles } of calls) {
    const add = (rule: string, what: 'stale' | 'heldBack' | 'refused') => {
      const known = rules.get(rule) ?? { rule, title: titles.get(rule) ?? rule, stale: 0, heldBack: 0, refused: 0 };
      rules.set(rule, { ...known, [what]: known[what] + 1 });
    };
    for (const rule of desktop.stale) add(rule, 'stale');
    for (const rule of desktop.heldBack) add(rule, 'heldBack');
    for (const rule of new Set(desktop.refused?.flatMap(({ items }) => items))) add(rule, 'refused');
  }
  const countOf = ({ stale, heldBack, refused }: Queues['notSent'][number]) => stale + heldBack + refused;
  return [...rules.values()].toSorted((a, b) => countOf(b) - countOf(a));
}

/** A page of what was put aside, the latest first. */
export async function readShelf(
  pipeline: PipelineContext,
  shelf: Shelf,
  asked: { reason?: string | undefined; before?: string | undefined },
): Promise<Letters> {
  const { letters, next } = await readLetters(pipeline, shelf, asked);
  return { letters: letters.map((letter) => letterOf(letter, shelf)), ...(next === undefined ? {} : { next }) };
}

function letterOf({ id, atMs, fields }: ShelvedLetter, shelf: Shelf): Letter {
  const { reason = '', ...others } = fields;
  const request = reason === 'notice_not_sent' ? 'notice' : 'cue';
  const what =
    shelf === 'bad-frames' ? 'frame' : shelf === 'archive-dead' ? 'outcome' : isEntry({ fields }) ? 'segment' : request;
  const interactionId = fields['interactionId'] ?? idIn(fields['segment']);
  return {
    id,
    atMs,
    reason,
    what,
    ...(interactionId === undefined ? {} : { interactionId }),
    fields: others,
    canBePutBack: shelf === 'dead' && isEntry({ fields }),
  };
}

function idIn(segment: string | undefined): string | undefined {
  return WithId.safeParse(segment).data?.interactionId;
}
