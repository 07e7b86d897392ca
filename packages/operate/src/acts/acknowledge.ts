import { type Acknowledged, type Acknowledgement, createAcknowledge } from '@cueline/matcher';
import { closest, type Pack, parseState } from '@cueline/rules';
import { InteractionHash, InteractionId, partitionOf, readFields } from '@cueline/shared';
import { readPack } from '../read-pack.js';
import { keysOf, type PipelineContext } from '../pipeline-context.js';

const Stored = InteractionHash.pick({ pack: true, closed: true, state: true, heard: true });

/** Why a disclosure cannot be ticked off; `why` if the rules of the call have no such disclosure. */
type Refusal =
  | { readonly became: Exclude<Acknowledged, 'done'> }
  | { readonly became: 'unknown'; readonly why: string };

/** What became of it. */
export type AcknowledgedRule = { readonly became: 'done' } | Refusal;

/** Ticks a disclosure of a live call off by hand. */
export async function acknowledgeRule(
  context: PipelineContext,
  id: string,
  acknowledgement: Acknowledgement,
): Promise<AcknowledgedRule> {
  const refusal = await whyNotAcknowledged(context, id, acknowledgement.rule);
  if (refusal !== undefined) return refusal;
  const interactionId = InteractionId.parse(id);
  const acknowledge = createAcknowledge({ redis: context.redis, keys: keysOf(context) });
  return { became: await acknowledge(partitionOf(interactionId, context.partitions), interactionId, acknowledgement) };
}

/** Why a disclosure of a call would not be ticked off now; undefined if it would. */
export async function whyNotAcknowledged(
  context: PipelineContext,
  id: string,
  rule: string,
): Promise<Refusal | undefined> {
  const interactionId = InteractionId.parse(id);
  const { redis, partitions } = context;
  const keys = keysOf(context);
  const key = keys.interaction(partitionOf(interactionId, partitions), interactionId);
  const stored = await readFields(redis, key, Stored);
  if (stored === undefined || stored.closed !== undefined) return { became: 'over' };
  const pack = await readPack(redis, keys, stored.pack).catch(() => undefined); // a damaged one is no reason to refuse
  const why = pack === undefined ? undefined : whyUnknown(rule, pack);
  if (why !== undefined) return { became: 'unknown', why };
  const state = parseState(stored.state, stored.heard);
  if (state.endedAtUs !== undefined) return { became: 'over' };
  return Object.hasOwn(state.acknowledged ?? {}, rule) ? { became: 'already' } : undefined;
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
