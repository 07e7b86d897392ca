import { createColors } from 'picocolors';
import { callClock } from '@cueline/operate/text';
import { askKey } from './ask-key.js';
import type { StretchGroup, Answer, Answered } from '@cueline/operate/backtest';
import { whyNot } from '@cueline/operate/text';

const colors = createColors();
const KEYS: Readonly<Record<string, Answer | 'stop'>> = { c: 'counts', d: 'does not count', s: 'skip', q: 'stop' };

/** Shows each stretch on the terminal and asks whether it counts, until all are answered or the analyst stops. */
export async function askAnalyst(groups: readonly StretchGroup[]): Promise<Answered[]> {
  const answered: Answered[] = [];
  const total = groups.reduce((sum, { stretches }) => sum + stretches.length, 0);
  let count = 0;
  for (const { id, element, stretches, ...lacking } of groups) {
    const name = element === undefined ? id : `${id}, ${element}`;
    const head = `${colors.bold(name)}: ${whyNot({ ...lacking, by: undefined })}`;
    for (const { words, near, phrase, places } of stretches) {
      count += 1;
      const [first] = places;
      const where = first === undefined ? '' : colors.dim(`${first.interactionId} at ${callClock(first.atMs)}`);
      const message = `\n${head}\n${colors.dim(`${count}/${total}`)}  "${words.replace(near, colors.underline(near))}"  ${where}`;
      const answer = await askKey(message, KEYS);
      if (answer === undefined || answer === 'stop') return answered;
      answered.push({ id, element, words, near, phrase, lacked: lacking.lacked, answer });
    }
  }
  return answered;
}
