import { createRetryCue, type Retried } from '@cueline/publisher';
import { keysOf, type PipelineContext } from '../pipeline-context.js';
import { type FoundLetter, letterId, type LettersDone, readDeadLetters } from './dead-letters.js';

const WHY: Readonly<Record<Exclude<Retried, 'retried'>, string>> = {
  gone: 'there is no letter of this id any more',
  over: 'its call is over',
  'no cue': 'it is no cue that CXone rejected',
  'not refused': 'what it asked for was tried again before',
  busy: 'its call changes all the time: try again',
};

/** Has cues that CXone rejected tried again, each at most once: what was said meanwhile is not cued. */
export async function retryCues(
  context: PipelineContext,
  ids: 'all' | readonly string[],
  user: string,
): Promise<LettersDone> {
  const retry = createRetryCue({ redis: context.redis, keys: keysOf(context) });
  const wanted = ids === 'all' ? (await readDeadLetters(context)).filter(isRejectedCue).map(letterId) : ids;
  const complaints: string[] = [];
  let count = 0;
  for (const id of wanted) {
    const [, partition, entryId = ''] = /^(\d+)\/(\d+-\d+)$/.exec(id) ?? [];
    const became = partition === undefined ? 'gone' : await retry(Number(partition), entryId, user);
    if (became === 'retried') count += 1;
    else complaints.push(`${id}: ${WHY[became]}`);
  }
  return { count, complaints };
}

const isRejectedCue = ({ reason }: FoundLetter): boolean => reason === 'cue_rejected';
