import {
  desktopFromMs,
  EMPTY_TAIL,
  findNotices,
  findOwedNearMisses,
  findRefusedCues,
  findUnclear,
  formatHeard,
  judge,
  judgementInMs,
  lastAttributes,
  nearMissInMs,
  type CompiledPack,
  type Ending,
  type InteractionState,
  type Judgement,
  type Known,
  type NoticeContext,
  withUnclear,
} from '@cueline/rules';
import {
  defineScript,
  type Gap,
  InteractionHash,
  type InteractionId,
  type Keys,
  MAX_NOTICES,
  type Outcome,
  parseDesktop,
  parseEvents,
  parseGaps,
  parseSpeech,
  type Partition,
  readWithPieces,
  type RedisClient,
  type StoredSpeech,
  toMs,
  toUs,
  type WrittenFormat,
} from '@cueline/shared';
import { z } from 'zod';
import { isSpeechCut, maskedSpeech } from './ended-speech.js';
import { freshStateRevision } from './interactions.js';
import { parseKnown } from './known-fields.js';
import type { Shadow } from './shadow.js';
import { cut, type OnCut } from './near-misses.js';
import { parseNearMisses } from './near-misses-field.js';
import { readScript } from '../scripts.js';

/** How long the stub stays by which late speech is told from that of an interaction with the same id: an hour. */
const STUB_SECONDS = 3600;

const Stored = InteractionHash.pick({
  v: true,
  rev: true,
  endAt: true,
  state: true,
  heard: true,
  pack: true,
  closed: true,
  desktop: true,
  tail: true,
  nearMisses: true,
  reuse: true,
  events: true,
});

/** Ends interactions and writes their outcomes. */
export function createEndings({
  redis,
  keys,
  format,
  packFor,
  onCut,
  onVerdicts,
  idleTimeoutUs,
  resumeUs,
  outcomeRetentionMs,
  keepsSpeech = false,
  onSpeechCut,
  shadow,
  onNoticesDropped,
}: EndingsContext) {
  const endInteraction = defineScript(
    redis,
    { ...readScript('interaction/end-interaction'), makesRoom: true },
    z.tuple([z.literal([0, 1]), z.number()]),
  );
  return {
    /**
     * Ends an interaction that is due to end: for good after an end frame, provisionally after silence. Forgets one
     * that has not resumed.
     *
     * @returns whether it did; false if it is not due: it is gone, was heard again, has ended since this was requested, or
     *   another has its id by now
     */
    async end(partition: Partition, interactionId: InteractionId): Promise<boolean> {
      const key = keys.interaction(partition, interactionId);
      // what was said is read last: if there is more of it than the rest knows of, the rest has changed, and nothing ends
      const [stored, [watermark, gaps], said] = await Promise.all([
        readWithPieces(redis, key, Stored),
        redis.hmget(keys.listening(partition), 'watermark', 'gaps'),
        keepsSpeech || shadow?.pack() !== undefined ? redis.get(keys.speech(partition, interactionId)) : null,
      ]);
      if (stored === undefined) return false;
      const { rev, endAt, closed } = stored;
      if (endAt >= Number(watermark)) return false;
      const known = parseKnown(stored);
      const { state } = known;
      const mode = state.endedAtUs !== undefined ? 'frame' : closed === 'silence' ? 'forget' : 'silence';
      // An interaction that ended by silence may have gone on unheard until then.
      const livedUntilUs = state.endedAtUs ?? state.lastHeardAtUs + idleTimeoutUs;
      const ending = endingOf(state, livedUntilUs, parseGaps(gaps ?? ''));
      const speech = said === null ? undefined : parseSpeech(said);
      const compiled = await packFor(stored.pack);
      const ended = mode === 'forget' ? undefined : endedAs(stored, known, { compiled, ending, onCut, speech, shadow });
      const outcome =
        mode === 'forget' || ended === undefined
          ? undefined
          : ({ interactionId, endedBy: mode, ...ended.outcome } satisfies Outcome);
      const call = { interactionId, state, pack: compiled.pack, digest: compiled.digest, isFinal: mode === 'frame' };
      const notices =
        ended === undefined || onNoticesDropped === undefined ? [] : noticesOf(stored, call, ended.judgement);
      const [seconds, micros] = await redis.time();
      const nowMs = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
      const resumeUntilUs = state.lastHeardAtUs + idleTimeoutUs + resumeUs;
      const [done, droppedNotices] = await endInteraction(
        [
          key,
          keys.deadlines(partition),
          keys.outbox(partition),
          keys.outcomes(partition),
          keys.outcomeEntries(partition),
          keys.speech(partition, interactionId),
          keys.endedSpeech(partition),
          keys.notices(partition),
        ],
        [
          interactionId,
          rev,
          `${endAt}`,
          mode,
          outcome === undefined ? '' : JSON.stringify(outcome),
          `${Math.max(0, nowMs - outcomeRetentionMs)}`,
          STUB_SECONDS,
          `${toMs(resumeUntilUs)}`,
          freshStateRevision(),
          state.endedAtUs === undefined ? '' : `${toMs(state.endedAtUs)}`,
          format.current(),
          outcome === undefined || speech === undefined || !keepsSpeech ? '' : JSON.stringify(maskedSpeech(speech)),
          stored.heard === undefined ? '' : formatHeard({ state, tail: EMPTY_TAIL }, []),
          JSON.stringify(notices),
          MAX_NOTICES,
          ...Object.keys(stored.pieces),
        ],
      );
      if (droppedNotices > 0) onNoticesDropped?.(droppedNotices);
      if (done === 1 && outcome !== undefined) {
        onVerdicts(outcome.disclosures);
        if (said !== null && isSpeechCut(said)) onSpeechCut?.();
        if (outcome.shadow !== undefined) shadow?.count(outcome.shadow);
      }
      return done === 1;
    },
  };
}
export type Endings = ReturnType<typeof createEndings>;

interface EndingsContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly format: WrittenFormat;
  readonly packFor: (digest: string) => Promise<CompiledPack>;
  readonly onCut: OnCut;
  /** Called when an outcome was written. */
  readonly onVerdicts: (disclosures: Outcome['disclosures']) => void;
  readonly idleTimeoutUs: number;
  readonly resumeUs: number;
  readonly outcomeRetentionMs: number;
  /** Whether what was said is kept for the archive. */
  readonly keepsSpeech?: boolean;
  /** Called when more was said than is kept. */
  readonly onSpeechCut?: () => void;
  /** Judges calls beside the pack in force. */
  readonly shadow?: Shadow | undefined;
  /** Called with how many notices were dropped that nobody has taken; absent if nobody is told of anything. */
  readonly onNoticesDropped?: ((dropped: number) => void) | undefined;
}

interface OutcomeContext extends Pick<EndingsContext, 'onCut' | 'shadow'> {
  readonly compiled: CompiledPack;
  readonly ending: Ending;
  readonly speech: readonly StoredSpeech[] | undefined;
}

/** What an interaction that has ended came to. */
function endedAs(
  { pack, desktop, nearMisses, reuse, events }: z.infer<typeof Stored>,
  known: Known,
  { compiled, ending, onCut, speech, shadow }: OutcomeContext,
): { outcome: Omit<Outcome, 'interactionId' | 'endedBy'>; judgement: Judgement } {
  const { state } = known;
  const judgement = judge(compiled.pack, state, Infinity, ending);
  const kept = nearMisses === undefined ? [] : parseNearMisses(nearMisses);
  const found = findOwedNearMisses(compiled, known, { judgement, verdicts: ['missed', 'undecided'], kept });
  const judged = withUnclear(judgement, findUnclear(compiled.pack, state, found));
  const beside =
    ending === 'heard' && speech !== undefined ? shadow?.judge({ speech, state, judgement: judged }) : undefined;
  const outcome = {
    ...(reuse === 0 ? {} : { reuse }),
    firstHeardAtMs: toMs(state.firstHeardAtUs),
    lastHeardAtMs: toMs(state.lastHeardAtUs),
    endedAtMs: toMs(state.endedAtUs ?? state.lastHeardAtUs),
    pack,
    attributes: lastAttributes(state),
    ...judgementInMs(judged),
    nearMisses: cut(found, onCut).map(nearMissInMs),
    desktop: parseDesktop(desktop),
    ...(events === undefined ? {} : { events: parseEvents(events) }),
    ...(beside === undefined ? {} : { shadow: beside }),
  };
  return { outcome, judgement: judged };
}

/** The notices of an interaction that has ended: for each its id and its JSON. */
function noticesOf(
  { reuse, desktop }: z.infer<typeof Stored>,
  call: Omit<NoticeContext, 'reuse'>,
  judgement: Judgement,
): string[] {
  const context = { ...call, reuse };
  const refused = findRefusedCues(context, desktopFromMs(parseDesktop(desktop)));
  return [...findNotices(context, judgement), ...refused].flatMap((notice) => [notice.id, JSON.stringify(notice)]);
}

/**
 * Whether all of an interaction was heard. An end frame without any speech shows that there was speech nobody heard.
 */
function endingOf(state: InteractionState, livedUntilUs: number, gaps: readonly Gap[]): Ending {
  const nothingHeard = state.firstHeardAtUs === state.endedAtUs && state.lastHeardAtUs === state.endedAtUs;
  const inGap = gaps.some(
    ({ fromMs, toMs: endMs }) => toUs(fromMs) < livedUntilUs && toUs(endMs) > state.firstHeardAtUs,
  );
  return nothingHeard || inGap || state.unheard !== undefined ? 'unheard' : 'heard';
}
