import { findArchivedCall, type Store } from '@cueline/archive';
import {
  agentIn,
  inspect,
  type Inspection,
  keysOf,
  type PipelineContext,
  ruleReasons,
  skillIn,
} from '@cueline/operate';
import { listenedFor, Pack } from '@cueline/rules';
import {
  InteractionId,
  type Outcome,
  parseEvents,
  parseGaps,
  partitionOf,
  type StoredDesktop,
  type StoredEvent,
  type StoredJudgement,
  type StoredNearMiss,
  type StoredVerdict,
} from '@cueline/shared';
import type { CallDetail, RuleLine } from '../contract/call.js';

interface Told {
  readonly pack: Pack | undefined;
  readonly firstHeardAtMs: number;
  readonly endedAtMs?: number | undefined;
  readonly judgement: StoredJudgement;
  readonly nearMisses: readonly StoredNearMiss[];
  readonly reasons: readonly { id: string; title: string | undefined; text: string }[];
  readonly isLive: boolean;
}

/** All that is known of one call; undefined if that is nothing. */
export async function readCallDetail(id: string, pipeline: PipelineContext): Promise<CallDetail | undefined> {
  const { redis, partitions } = pipeline;
  const keys = keysOf(pipeline);
  const interactionId = InteractionId.parse(id);
  const partition = partitionOf(interactionId, partitions);
  const [found, events, [watermark, gaps]] = await Promise.all([
    inspect(interactionId, pipeline),
    redis.hget(keys.interaction(partition, interactionId), 'events'),
    redis.hmget(keys.listening(partition), 'watermark', 'gaps'),
  ]);
  if (found === undefined) return undefined;
  const json = await redis.hget(keys.packs, found.live?.pack ?? found.outcomes[0]?.outcome.pack ?? '');
  const pack = json === null ? undefined : Pack.parse(JSON.parse(json));
  const told = found.live === undefined ? endedDetail(found, pack) : liveDetail(found, found.live, pack);
  if (told === undefined) return undefined;
  const untilMs = told.endedAtMs ?? found.atMs;
  return {
    id,
    atMs: found.atMs,
    ...(watermark === null || watermark === undefined ? {} : { watermarkMs: Number(watermark) }),
    ...told,
    ...named(told.attributes),
    events: (events === null ? told.events : parseEvents(events)).map(eventOf),
    gaps: parseGaps(gaps ?? '')
      .filter(({ fromMs, toMs }) => toMs > told.firstHeardAtMs && fromMs < untilMs)
      .map(({ fromMs, toMs }) => ({ fromMs, toMs })),
    outcomes: found.outcomes.map(({ revision, final, outcome }) => ({
      revision,
      isFinal: final,
      endedAtMs: outcome.endedAtMs,
    })),
    raw: found,
  };
}

/** A call that is no longer in Redis; undefined if the archive does not have it either. */
export async function readArchivedDetail(id: string, prefix: string, store: Store): Promise<CallDetail | undefined> {
  const found = await findArchivedCall(store, prefix, id);
  if (found === undefined) return undefined;
  const { outcome, revision, isFinal } = found;
  const pack = Pack.safeParse(found.pack).data;
  const { firstHeardAtMs: startedAtMs, nearMisses, desktop } = outcome;
  const reasons = ruleReasons({ pack, judgement: outcome, startedAtMs, nearMisses, desktop });
  const detail = outcomeDetail(outcome, { pack, reasons });
  return {
    id,
    atMs: outcome.endedAtMs,
    from: 'archive',
    ...detail,
    ...named(detail.attributes),
    events: detail.events.map(eventOf),
    gaps: [],
    outcomes: [{ revision, isFinal, endedAtMs: outcome.endedAtMs }],
    raw: outcome,
  };
}

type Detail = Omit<
  CallDetail,
  'id' | 'atMs' | 'watermarkMs' | 'events' | 'gaps' | 'outcomes' | 'raw' | 'agent' | 'skill'
> & {
  readonly events: readonly StoredEvent[];
};

function liveDetail(found: Inspection, live: NonNullable<Inspection['live']>, pack: Pack | undefined): Detail {
  const { state, judgement, desktop, nearMisses, reasons, tail, waitsForLook } = live;
  const { firstHeardAtMs, endedAtMs } = state;
  const ended = found.outcomes[0]?.outcome;
  return {
    from: 'live',
    attributes: Object.fromEntries(
      Object.entries(state.attributes).flatMap(([name, changes]) => {
        const value = changes.at(-1)?.[1];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    pack: live.pack,
    firstHeardAtMs: state.firstHeardAtMs,
    lastHeardAtMs: state.lastHeardAtMs,
    ...(state.endedAtMs === undefined ? {} : { endedAtMs: state.endedAtMs, endedBy: 'frame' as const }),
    ...(state.endedAtMs === undefined && ended?.endedBy === 'silence' && ended.lastHeardAtMs === state.lastHeardAtMs
      ? { endedAtMs: ended.endedAtMs, endedBy: 'silence' as const }
      : {}),
    rules: ruleLines({ pack, firstHeardAtMs, endedAtMs, judgement, nearMisses, reasons, isLive: true }),
    cues: cuesOf(desktop),
    speech: tail.map(({ speaker, text, heardAtMs, segmentId }) => ({ speaker, text, heardAtMs, segmentId })),
    waitsForLook,
    events: [],
  };
}

function endedDetail(found: Inspection, pack: Pack | undefined): Detail | undefined {
  const [latest] = found.outcomes;
  if (latest === undefined) return undefined;
  return { from: 'outcome', ...outcomeDetail(latest.outcome, { pack, reasons: latest.reasons }) };
}

/** What an outcome says of a call. */
export function outcomeDetail(
  outcome: Outcome,
  { pack, reasons }: Pick<Told, 'pack' | 'reasons'>,
): Omit<Detail, 'from'> {
  const { attributes, nearMisses, desktop, firstHeardAtMs, lastHeardAtMs, endedAtMs, endedBy, events = [] } = outcome;
  return {
    attributes,
    pack: outcome.pack,
    firstHeardAtMs,
    lastHeardAtMs,
    endedAtMs,
    endedBy,
    rules: ruleLines({ pack, firstHeardAtMs, endedAtMs, judgement: outcome, nearMisses, reasons, isLive: false }),
    cues: cuesOf(desktop),
    speech: [],
    waitsForLook: false,
    events,
  };
}

/** Verdicts that need not say when they were due: outcomes of 0.1.0 do not, and what was ticked off never does. */
const WITHOUT_DUE: ReadonlySet<string> = new Set(['missed', 'unclear', 'acknowledged']);

/** When a disclosure was due. For what does not say it: if the start of the call alone decides it. What would have been due later was owed by the end. */
export function dueAtMsOf(
  verdict: StoredVerdict,
  rule: Pack['disclosures'][number] | undefined,
  { firstHeardAtMs, endedAtMs = Infinity }: Pick<Told, 'firstHeardAtMs' | 'endedAtMs'>,
): number | undefined {
  const known = 'dueAtMs' in verdict ? verdict.dueAtMs : undefined;
  if (!WITHOUT_DUE.has(verdict.kind)) return known;
  const dueAtMs = known ?? dueByStartMs(rule, firstHeardAtMs);
  return dueAtMs !== undefined && dueAtMs <= endedAtMs ? dueAtMs : undefined;
}

function dueByStartMs(rule: Pack['disclosures'][number] | undefined, firstHeardAtMs: number): number | undefined {
  const { dueMs, after, before, from, again } = rule ?? {};
  const isBound = [after, before, from, again].some((part) => part !== undefined);
  return dueMs === undefined || isBound ? undefined : firstHeardAtMs + dueMs;
}

function ruleLines({ pack, judgement, nearMisses, reasons, isLive, ...times }: Told): RuleLine[] {
  const listened = pack === undefined ? [] : listenedFor(pack);
  const reasonOf = (id: string) => reasons.find((each) => each.id === id);
  const disclosures = Object.entries(judgement.disclosures).map(([id, verdict]): RuleLine => {
    const keys = new Set(listened.filter((each) => each.kind === 'disclosure' && each.id === id).map(({ key }) => key));
    const evidence = [
      ...('evidence' in verdict ? verdict.evidence : []),
      ...('answer' in verdict && verdict.answer !== undefined ? [verdict.answer] : []),
    ];
    const saidAtMs = 'saidAtMs' in verdict ? verdict.saidAtMs : undefined;
    const rule = pack?.disclosures.find((each) => each.id === id);
    const dueAtMs = dueAtMsOf(verdict, rule, times);
    return {
      rule: id,
      title: reasonOf(id)?.title ?? id,
      list: 'disclosure',
      verdict: verdict.kind,
      ...(dueAtMs === undefined ? {} : { dueAtMs }),
      ...(saidAtMs === undefined ? {} : { saidAtMs }),
      reason: reasonOf(id)?.text ?? '',
      evidence: evidence.map(({ words, heardAtMs, segmentId }) => ({ words, heardAtMs, segmentId })),
      nearMisses: nearMisses
        .filter(({ key }) => keys.has(key))
        .map(({ words, heardAtMs, phrase, closeness, reason, lacked }) => ({
          words,
          heardAtMs,
          phrase,
          closeness,
          reason,
          lacked: [...lacked],
        })),
      canBeAcknowledged: isLive && ['pending', 'due', 'wrong', 'declined', 'unanswered'].includes(verdict.kind),
    };
  });
  const prohibited = [...new Set(judgement.prohibited.map(({ id }) => id))].map((id): RuleLine => {
    const heard = judgement.prohibited.filter((each) => each.id === id).map(({ match }) => match);
    const saidAtMs = heard[0]?.heardAtMs;
    return {
      rule: id,
      title: reasonOf(id)?.title ?? id,
      list: 'prohibited',
      verdict: 'said',
      ...(saidAtMs === undefined ? {} : { saidAtMs }),
      reason: reasonOf(id)?.text ?? '',
      evidence: heard.map(({ words, heardAtMs, segmentId }) => ({ words, heardAtMs, segmentId })),
      nearMisses: [],
      canBeAcknowledged: false,
    };
  });
  return [...disclosures, ...prohibited];
}

const cuesOf = ({ cues }: StoredDesktop): CallDetail['cues'] =>
  cues.map(({ kind, items, postedAtMs, open, shadow }) => ({
    kind,
    rules: items,
    postedAtMs,
    isOpen: open,
    isShadow: shadow === true,
  }));

const eventOf = ({ atMs, what, items, detail, by }: StoredEvent) => ({ atMs, what, rules: items, detail, replica: by });

function named(attributes: Readonly<Record<string, string>>): { agent?: string; skill?: string } {
  const agent = agentIn(attributes);
  const skill = skillIn(attributes);
  return { ...(agent === undefined ? {} : { agent }), ...(skill === undefined ? {} : { skill }) };
}
