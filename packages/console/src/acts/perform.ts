import {
  type AcknowledgedRule,
  acknowledgeRule,
  discardLetters,
  forgetCall,
  isCallKnown,
  isEntry,
  pauseCues,
  type PipelineContext,
  putBackLetters,
  readLetters,
  restoreLetters,
  resumeCues,
  resumedSentences,
  retryCues,
  type Shelf,
  type ShelvedLetter,
  whyNotAcknowledged,
} from '@cueline/operate';
import { idHash, type Store } from '@cueline/archive';
import type { z } from 'zod';
import { type ActResult, Acts, type Preview } from '../contract/acts.js';
import type { ActName } from '../contract/config.js';

/** Most letters that one request is about; a page asks again for what is left. */
const AT_ONCE = 500;
/** From how many on a word has to be typed first. */
const TYPED_FROM = 100;

export interface PerformContext {
  readonly pipeline: PipelineContext;
  /** The archive's database; undefined if there is none. Rejects if it does not answer. */
  readonly openStore: () => Promise<Store | undefined>;
  readonly folder: string | undefined;
}

/** Something that was asked for: what it is about, what it would do, and how to do it. */
export interface Plan {
  readonly target: string;
  readonly preview: Preview;
  /** Why, in the words of the user, if that is asked for. */
  readonly reason?: string;
  readonly act: () => Promise<ActResult>;
}

type Done = Omit<ActResult, 'id'>;

/** An act could not be done; the message says why. It is in the audit, so it names no call: that may be forgotten later. */
export class ActError extends Error {
  override readonly name = 'ActError';
}

/** An act that was asked for, as far as all acts are alike. */
interface Asked {
  readonly id: string;
  readonly interactionId?: string;
  readonly upTo?: string | undefined;
}

type PlanFor = (user: string, context: PerformContext) => Promise<Plan>;

/** Reads what is asked for, and plans it for a user, without doing it. */
const planned =
  <T extends Asked>(schema: z.ZodType<T>, plan: (asked: T, ...rest: Parameters<PlanFor>) => Promise<Plan>) =>
  (body: unknown): { asked: Asked; plan: PlanFor } => {
    const asked = schema.parse(body);
    return { asked, plan: (user, context) => plan(asked, user, context) };
  };

/** The acts that there are. */
export const acts: Partial<Record<ActName, ReturnType<typeof planned>>> = {
  acknowledge: planned(Acts.acknowledge, async ({ id, interactionId, rule, reason }, user, { pipeline }) => {
    const refusal = await whyNotAcknowledged(pipeline, interactionId, rule);
    const sentence =
      refusal === undefined
        ? `Ticks ${rule} off in ${interactionId}: it is no longer owed there.`
        : `Nothing to tick off: ${refusalText(refusal, rule)}.`;
    const plan = planOne(id, `${interactionId} ${rule}`, refusal === undefined ? 1 : 0, sentence, async () => {
      const done = await acknowledgeRule(pipeline, interactionId, { rule, user, reason });
      if (done.became === 'done') return { done: 1, left: 0, sentence: `ticked off: ${rule}`, complaints: [] };
      const text = refusalText(done, rule);
      if (done.became !== 'already') throw new ActError(text);
      return { done: 0, left: 0, sentence: text, complaints: [] };
    });
    return { reason, ...plan };
  }),
  pause: planned(Acts.pause, async ({ id, forMs }, _, { pipeline }) =>
    planOne(id, `for ${forMs / 1000} s`, 1, 'Posts no cue in that time. Calls are still matched.', async () => {
      const { untilMs, reason } = await pauseCues(pipeline, forMs);
      const until = new Date(untilMs).toISOString().replace('T', ' ').slice(0, 19);
      const sentence = `no cue is posted until ${until} UTC (${reason})`;
      return { done: 1, left: 0, sentence, complaints: [] };
    }),
  ),
  resume: planned(Acts.resume, async ({ id }, _, { pipeline }) =>
    planOne(id, 'the queue', 1, 'Posts cues again, or tries at once.', async () => {
      const resumed = await resumeCues(pipeline);
      const isDone = resumed.ended !== undefined || resumed.wasPausedInBullmq;
      return { done: isDone ? 1 : 0, left: 0, sentence: resumedSentences(resumed).join('; '), complaints: [] };
    }),
  ),
  'put-back': planned(Acts['put-back'], async (asked, _, { pipeline }) =>
    planLetters(
      asked,
      { shelf: 'dead', takes: isEntry },
      pipeline,
      (count) => `Puts ${count} back into the stream of segments.`,
      async (ids) => {
        const done = await putBackLetters(pipeline, ids);
        return { ...done, sentence: `${done.count} put back` };
      },
    ),
  ),
  discard: planned(Acts.discard, async (asked, _, { pipeline }) =>
    planLetters(
      asked,
      { shelf: 'dead' },
      pipeline,
      (count) => `Discards ${count}. They can be restored for 24 hours.`,
      async (ids) => {
        const done = await discardLetters(pipeline, ids);
        return { ...done, sentence: `${done.count} discarded` };
      },
    ),
  ),
  restore: planned(Acts.restore, async (asked, _, { pipeline }) =>
    planLetters(
      asked,
      { shelf: 'discarded' },
      pipeline,
      (count) => `Restores ${count}.`,
      async (ids) => {
        const done = await restoreLetters(pipeline, ids);
        return { ...done, sentence: `${done.count} restored` };
      },
    ),
  ),
  retry: planned(Acts.retry, async (asked, user, { pipeline }) =>
    planLetters(
      asked,
      { shelf: 'dead', takes: (letter) => !isEntry(letter) },
      pipeline,
      (count) => `Has ${count} tried again: what is owed still is posted, what was said meanwhile is not.`,
      async (ids) => {
        const done = await retryCues(pipeline, ids, user);
        return { ...done, sentence: `${done.count} tried again` };
      },
    ),
  ),
  forget: planned(Acts.forget, async ({ id, interactionId, evenLive }, user, { pipeline, openStore, folder }) => {
    // while it does not answer, nobody knows whether the call is on legal hold, and it would stay there
    const store = await openStore();
    const isKnown = await isCallKnown(interactionId, { ...pipeline, store });
    return planOne(
      id,
      idHash(pipeline.prefix, interactionId),
      isKnown ? 1 : 0,
      isKnown ? `Removes everything of ${interactionId}, for good.` : `Nothing is known of ${interactionId}.`,
      async () => {
        const forgotten = await forgetCall(interactionId, { ...pipeline, store, folder }, { evenLive, actor: user });
        if (forgotten.kind === 'live') throw new ActError('the call goes on: wait until it has ended');
        if (forgotten.kind === 'held') throw new ActError(`the call is on legal hold (${forgotten.actor})`);
        const found = Object.entries(forgotten.counts).filter(([, count]) => count > 0);
        const removed = found.map(([place, count]) => `${place} ${count}`).join(', ');
        const complaints = [
          ...(store === undefined ? ['no database of the archive was looked at: ARCHIVE_URL is not set'] : []),
          ...(forgotten.isHeldByArchiver ? ['an archiver holds one of its outcomes: do this again in a minute'] : []),
        ];
        return {
          done: removed === '' ? 0 : 1,
          left: 0,
          sentence: removed === '' ? 'nothing of it was found' : `removed: ${removed}`,
          complaints,
        };
      },
    );
  }),
};

function refusalText(refusal: Exclude<AcknowledgedRule, { became: 'done' }>, rule: string): string {
  switch (refusal.became) {
    case 'unknown':
      return refusal.why;
    case 'already':
      return `ticked off before: ${rule}`;
    case 'over':
      return 'the call is over';
    case 'busy':
      return 'the call changes all the time: try again';
    default:
      return refusal satisfies never;
  }
}

function planOne(id: string, target: string, matches: number, sentence: string, act: () => Promise<Done>): Plan {
  const preview = { matches, sentence, ...(matches >= TYPED_FROM ? { typed: String(matches) } : {}) };
  return { target, preview, act: async () => ({ id, ...(await act()) }) };
}

interface LettersOf {
  readonly shelf: Shelf;
  /** To which of the letters of a reason it can be done; absent: to all. */
  readonly takes?: (letter: ShelvedLetter) => boolean;
}

async function planLetters(
  { id, ids, reason, upTo }: z.infer<typeof Acts.discard>,
  { shelf, takes = () => true }: LettersOf,
  pipeline: PipelineContext,
  sentence: (count: number) => string,
  act: (ids: readonly string[]) => Promise<{ count: number; complaints: readonly string[]; sentence: string }>,
): Promise<Plan> {
  if ((ids === undefined) === (reason === undefined)) throw new ActError('name ids, or a reason');
  const found = ids === undefined ? await readLetters(pipeline, shelf, { reason, upTo, count: Infinity }) : undefined;
  const wanted = ids ?? found?.letters.filter(takes).map((letter) => letter.id) ?? [];
  const target = reason === undefined ? wanted.join(' ').slice(0, 1000) : `all of the reason ${reason}`;
  const { preview, ...plan } = planOne(id, target, wanted.length, sentence(wanted.length), async () => {
    const done = await act(wanted.slice(0, AT_ONCE));
    return {
      done: done.count,
      left: Math.max(0, wanted.length - AT_ONCE),
      sentence: done.sentence,
      complaints: done.complaints.slice(0, 20),
    };
  });
  const latest = found?.letters[0]?.id.split('/')[1];
  return { ...plan, preview: { ...preview, ...(latest === undefined ? {} : { upTo: latest }) } };
}
