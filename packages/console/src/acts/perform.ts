import {
  acknowledgeRule,
  discardLetters,
  forgetCall,
  pauseCues,
  type PipelineContext,
  putBackLetters,
  readLetters,
  restoreLetters,
  resumeCues,
  resumedSentences,
  type Shelf,
} from '@cueline/operate';
import type { Store } from '@cueline/archive';
import type { z } from 'zod';
import type { ActResult, Acts, Preview } from '../contract/acts.js';

/** Most letters that one request is about; a page asks again for what is left. */
const AT_ONCE = 500;
/** From how many on a word has to be typed first. */
const TYPED_FROM = 100;

export interface PerformContext {
  readonly pipeline: PipelineContext;
  readonly store: Store | undefined;
  readonly folder: string | undefined;
}

/** Something that was asked for: what it is about, what it would do, and how to do it. */
export interface Plan {
  readonly target: string;
  readonly preview: Preview;
  readonly act: () => Promise<ActResult>;
}

type Asked = { readonly [Name in keyof typeof Acts]: z.infer<(typeof Acts)[Name]> };
type Done = Omit<ActResult, 'id'>;

/** An act could not be done; the message says why. */
export class ActError extends Error {
  override readonly name = 'ActError';
}

/** Plans an act for a user, without doing it. */
export const plans: {
  readonly [Name in keyof Asked]?: (asked: Asked[Name], user: string, context: PerformContext) => Promise<Plan>;
} = {
  acknowledge: async ({ id, interactionId, rule, reason }, user, { pipeline }) =>
    plan(
      id,
      `${interactionId} ${rule}`,
      1,
      `Ticks ${rule} off in ${interactionId}: it is no longer owed there.`,
      async () => {
        const became = await acknowledgeRule(pipeline, interactionId, { rule, user, reason });
        if (became === 'over') throw new ActError(`${interactionId} is over`);
        if (became === 'busy') throw new ActError(`${interactionId} changes all the time: try again`);
        return {
          done: 1,
          left: 0,
          sentence: became === 'already' ? `${rule} was ticked off before` : `${rule} is ticked off`,
          complaints: [],
        };
      },
    ),
  pause: async ({ id, forMs }, _, { pipeline }) =>
    plan(id, `for ${forMs / 1000} s`, 1, `Posts no cue for ${forMs / 1000} s. Calls are still matched.`, async () => {
      const { untilMs, reason } = await pauseCues(pipeline, forMs);
      const sentence = `no cue is posted until ${new Date(untilMs).toISOString()} (${reason})`;
      return { done: 1, left: 0, sentence, complaints: [] };
    }),
  resume: async ({ id }, _, { pipeline }) =>
    plan(id, 'the queue', 1, 'Posts cues again, or tries at once.', async () => {
      const resumed = await resumeCues(pipeline);
      return { done: 1, left: 0, sentence: resumedSentences(resumed).join('; '), complaints: [] };
    }),
  'put-back': async (asked, _, { pipeline }) =>
    planLetters(
      asked,
      'dead',
      pipeline,
      (count) => `Puts ${count} back into the stream of segments.`,
      async (ids) => {
        const done = await putBackLetters(pipeline, ids);
        return { ...done, sentence: `${done.count} put back` };
      },
    ),
  discard: async (asked, _, { pipeline }) =>
    planLetters(
      asked,
      'dead',
      pipeline,
      (count) => `Discards ${count}. They can be restored for 24 hours.`,
      async (ids) => {
        const done = await discardLetters(pipeline, ids);
        return { ...done, sentence: `${done.count} discarded` };
      },
    ),
  restore: async (asked, _, { pipeline }) =>
    planLetters(
      asked,
      'discarded',
      pipeline,
      (count) => `Restores ${count}.`,
      async (ids) => {
        const done = await restoreLetters(pipeline, ids);
        return { ...done, sentence: `${done.count} restored` };
      },
    ),
  forget: async ({ id, interactionId, evenLive }, user, { pipeline, store, folder }) =>
    plan(id, interactionId, 1, `Removes everything of ${interactionId}, for good.`, async () => {
      const forgotten = await forgetCall(interactionId, { ...pipeline, store, folder }, { evenLive, actor: user });
      if (forgotten.kind === 'live') throw new ActError(`${interactionId} goes on: wait until it has ended`);
      if (forgotten.kind === 'held') throw new ActError(`${interactionId} is on legal hold (${forgotten.actor})`);
      const found = Object.entries(forgotten.counts).filter(([, count]) => count > 0);
      const removed = found.map(([place, count]) => `${place} ${count}`).join(', ');
      const complaints = [
        ...(store === undefined ? ['no database of the archive was looked at: ARCHIVE_URL is not set'] : []),
        ...(forgotten.isHeldByArchiver ? ['an archiver holds one of its outcomes: do this again in a minute'] : []),
      ];
      return {
        done: 1,
        left: 0,
        sentence: removed === '' ? 'nothing of it was found' : `removed: ${removed}`,
        complaints,
      };
    }),
};

function plan(id: string, target: string, matches: number, sentence: string, act: () => Promise<Done>): Plan {
  const preview = { matches, sentence, ...(matches >= TYPED_FROM ? { typed: String(matches) } : {}) };
  return { target, preview, act: async () => ({ id, ...(await act()) }) };
}

async function planLetters(
  { id, ids, reason }: Asked['discard'],
  shelf: Shelf,
  pipeline: PipelineContext,
  sentence: (count: number) => string,
  act: (ids: readonly string[]) => Promise<{ count: number; complaints: readonly string[]; sentence: string }>,
): Promise<Plan> {
  if ((ids === undefined) === (reason === undefined)) throw new ActError('name ids, or a reason');
  const wanted =
    ids ?? (await readLetters(pipeline, shelf, { reason, count: Infinity })).letters.map((letter) => letter.id);
  const target = reason === undefined ? wanted.join(' ').slice(0, 1000) : `all of the reason ${reason}`;
  return plan(id, target, wanted.length, sentence(wanted.length), async () => {
    const done = await act(wanted.slice(0, AT_ONCE));
    return {
      done: done.count,
      left: Math.max(0, wanted.length - AT_ONCE),
      sentence: done.sentence,
      complaints: done.complaints.slice(0, 20),
    };
  });
}
