import { type Acknowledged, type Acknowledgement, createAcknowledge } from '@cueline/matcher';
import { closest, type Pack } from '@cueline/rules';
import { InteractionHash, InteractionId, partitionOf, readFields } from '@cueline/shared';
import { readPack } from '../read-pack.js';
import { keysOf, type PipelineContext } from '../pipeline-context.js';

const Stored = InteractionHash.pick({ pack: true, closed: true });

/** What became of it, and why if the rules of the call have no such disclosure. */
export type AcknowledgedRule = { readonly became: Acknowledged } | { readonly became: 'unknown'; readonly why: string };

/** Ticks a disclosure of a live call off by hand. */
export async function acknowledgeRule(
  context: PipelineContext,
  id: string,
  acknowledgement: Acknowledgement,
): Promise<AcknowledgedRule> {
  const interactionId = InteractionId.parse(id);
  const { redis, partitions } = context;
  const keys = keysOf(context);
  const partition = partitionOf(interactionId, partitions);
  const stored = await readFields(redis, keys.interaction(partition, interactionId), Stored);
  if (stored !== undefined && stored.closed === undefined) {
    const pack = await readPack(redis, keys, stored.pack).catch(() => undefined); // a damaged one is no reason to refuse
    const why = pack === undefined ? undefined : whyUnknown(acknowledgement.rule, pack);
    if (why !== undefined) return { became: 'unknown', why };
  }
  return { became: await createAcknowledge({ redis, keys })(partition, interactionId, acknowledgement) };
}

/** Why a call does not owe this; undefined if its rules know it. */
function whyUnknown(rule: string, { disclosures, prohibited }: Pack): string | undefined {
  const ids = disclosures.map(({ id }) => id);
  if (ids.includes(rule)) return undefined;
  if (prohibited.some(({ id }) => id === rule)) return `${rule} is a prohibited phrase: it is never owed`;
  const meant = closest(rule, ids);
  const hint = meant === undefined ? `there are: ${ids.join(', ')}` : `did you mean ${meant}?`;
  return `there is no disclosure ${rule} (${hint})`;
}
