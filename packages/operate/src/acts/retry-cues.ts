import { createResendNotice, createRetryCue, type Retried } from '@cueline/publisher';
import { keysOf, type PipelineContext } from '../pipeline-context.js';
import { type FoundLetter, letterId, type LettersDone, readDeadLetters } from './dead-letters.js';

const WHY: Readonly<Record<Exclude<Retried, 'retried'>, string>> = {
  gone: 'there is no letter of this id any more',
  over: 'its call is over',
  'no cue': 'it is no cue that CXone rejected, and no notice',
  'not refused': 'what it asked for was tried again before',
  busy: 'its call changes all the time: try again',
};

/**
 * Has cues that CXone rejected tried again, each at most once: what was said meanwhile is not cued. Notices that could not be sent are sent
 * again.
 */
export async function retryCues(
  context: PipelineContext,
  ids: 'all' | readonly string[],
  user: string,
): Promise<LettersDone> {
  const pipeline = { redis: context.redis, keys: keysOf(context) };
  const retry = createRetryCue(pipeline);
  const resend = createResendNotice(pipeline);
  const wanted = ids === 'all' ? (await readDeadLetters(context)).filter(isRetried).map(letterId) : ids;
  const complaints: string[] = [];
  let count = 0;
  for (const id of wanted) {
    const [, partition, entryId = ''] = /^(\d+)\/(\d+-\d+)$/.exec(id) ?? [];
    const cue = partition === undefined ? 'gone' : await retry(Number(partition), entryId, user);
    const became = cue === 'no cue' && (await resend(Number(partition), entryId)) === 'resent' ? 'retried' : cue;
    if (became === 'retried') count += 1;
    else complaints.push(`${id}: ${WHY[became]}`);
  }
  return { count, complaints };
}

const isRetried = ({ reason }: FoundLetter): boolean => ['cue_rejected', 'notice_not_sent'].includes(reason);
