import { createDeadLetters, type DeadLetter } from '@cueline/matcher';
import type { Partition } from '@cueline/shared';
import { keysOf, type PipelineContext } from '../pipeline-context.js';

/** A dead letter of any partition. */
export interface FoundLetter extends DeadLetter {
  readonly partition: Partition;
}

/** The id by which a dead letter is known outside of its partition. */
export const letterId = ({ partition, id }: FoundLetter): string => `${partition}/${id}`;

/** To how many letters something was done, and why not to others. */
export interface LettersDone {
  readonly count: number;
  readonly complaints: readonly string[];
}

/** Reads the dead letters of all partitions, in each the oldest first. */
export function readDeadLetters(context: PipelineContext): Promise<FoundLetter[]> {
  const deadLetters = createDeadLetters({ redis: context.redis, keys: keysOf(context) });
  return readAll(context, (partition) => deadLetters.read(partition));
}

/** Reads the letters of all partitions that were discarded, in each the oldest first. */
export function readDiscardedLetters(context: PipelineContext): Promise<FoundLetter[]> {
  const deadLetters = createDeadLetters({ redis: context.redis, keys: keysOf(context) });
  return readAll(context, (partition) => deadLetters.readDiscarded(partition));
}

async function readAll(
  { partitions }: PipelineContext,
  read: (partition: Partition) => Promise<DeadLetter[]>,
): Promise<FoundLetter[]> {
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const found = numbers.map(async (partition) => (await read(partition)).map((letter) => ({ partition, ...letter })));
  return (await Promise.all(found)).flat();
}

/** Puts dead letters back into the stream of segments; those that are no entries stay. */
export async function putBackLetters(context: PipelineContext, ids: 'all' | readonly string[]): Promise<LettersDone> {
  const deadLetters = createDeadLetters({ redis: context.redis, keys: keysOf(context) });
  const letters = await readById(context);
  const wanted = ids === 'all' ? letters.keys() : ids;
  const complaints: string[] = [];
  const staying = new Map<string, number>();
  let count = 0;
  for (const id of wanted) {
    const letter = letters.get(id);
    if (letter === undefined) complaints.push(`there is no dead letter ${id}`);
    else if (!letter.isEntry && ids === 'all') staying.set(whyStays(letter), (staying.get(whyStays(letter)) ?? 0) + 1);
    else if (!letter.isEntry) complaints.push(`${id} stays: ${whyStays(letter)}`);
    else if (await deadLetters.putBack(letter.partition, letter.id)) count += 1;
  }
  for (const [why, many] of staying) complaints.push(`${many} ${many === 1 ? 'stays' : 'stay, each'}: ${why}`);
  return { count, complaints };
}

/**
 * Removes dead letters for good.
 *
 * @param onDrop called with each that was there
 */
export async function dropLetters(
  context: PipelineContext,
  ids: 'all' | readonly string[],
  onDrop: (letter: FoundLetter) => void,
): Promise<LettersDone> {
  const deadLetters = createDeadLetters({ redis: context.redis, keys: keysOf(context) });
  const letters = await readById(context);
  const complaints: string[] = [];
  let count = 0;
  for (const id of ids === 'all' ? letters.keys() : ids) {
    const letter = letters.get(id);
    if (letter !== undefined && (await deadLetters.drop(letter.partition, letter.id))) {
      onDrop(letter);
      count += 1;
    } else if (ids !== 'all') complaints.push(`there is no dead letter ${id}`);
  }
  return { count, complaints };
}

const whyStays = ({ reason, fields: { status } }: FoundLetter) =>
  reason === 'notice_not_sent'
    ? "this notice could not be sent; 'retry' sends it again"
    : `CXone rejected this cue${status === undefined ? '' : ` with ${status}`}; 'retry' has it tried again`;

const readById = async (context: PipelineContext) =>
  new Map((await readDeadLetters(context)).map((letter) => [letterId(letter), letter]));
