import { ExitPromptError } from '@inquirer/core';
import input from '@inquirer/input';
import { DURATION, familiesIn, type Lexicon } from '@cueline/rules';
import { createColors } from 'picocolors';
import { wrapText } from '../host/wrap-text.js';
import { askKey, confirm } from './ask-key.js';
import { type NewEvent, NewRule } from './new-answers.js';

const colors = createColors();

/** Ctrl-C. */
class Stopped extends Error {}

/** Asks on the terminal what the rules of a new pack should be; none if the analyst stops. */
export async function askNewRules(lexicon: Lexicon): Promise<NewRule[]> {
  const rules: NewRule[] = [];
  try {
    say('A rule file from your answers. Nothing is written before the end; Ctrl-C stops.');
    do {
      say(`\n${colors.bold(`Rule ${rules.length + 1}`)}`);
      rules.push(await askRule(lexicon));
    } while ((await choose('Another rule?', { y: 'yes', n: 'no' })) === 'yes');
    return rules;
  } catch (error) {
    if (error instanceof Stopped) return [];
    throw error;
  }
}

export const confirmNew = (file: string): Promise<boolean> => confirm(`\n${question(`Write ${file}?`)}`);

async function askRule(lexicon: Lexicon): Promise<NewRule> {
  const kind = await choose('What is it?', { m: 'agents must say it', n: 'agents must not say it' });
  const mustSay = kind === 'agents must say it';
  const title = await ask('Its title, as the cue shows it:', { hint: 'such as: Right to cancel' });
  const said = await askLines(
    mustSay ? 'How do agents say it?' : 'How would they say it?',
    'A wording on each line, as short as it still counts: without "please note that". Enter ends.',
  );
  const notSaid = await askLines('What sounds like it and does not count?', 'Enter ends, at once if nothing does.', {
    isOptional: true,
  });
  const families = await askFamilies(said, lexicon);
  const timing = mustSay ? await askTiming(lexicon) : {};
  const priority = await choose('How urgent is the cue?', { l: 'low', n: 'normal', h: 'high', c: 'critical' });
  const cue = await ask('What should the cue say?', { hint: 'Enter: the title alone', isOptional: true });
  return NewRule.parse({
    kind: mustSay ? 'must say' : 'must not say',
    title,
    said,
    not_said: notSaid,
    families,
    ...timing,
    priority,
    ...(cue === '' ? {} : { cue }),
  });
}

const TIMINGS = {
  s: 'soon after the call begins',
  a: 'soon after something is said',
  b: 'before something is said',
} as const;

async function askTiming(lexicon: Lexicon): Promise<Pick<NewRule, 'after' | 'due' | 'before'>> {
  const timing = await choose('When must it be said?', TIMINGS);
  if (timing === TIMINGS.b) return { before: await askEvent(lexicon) };
  const after = timing === TIMINGS.a ? { after: await askEvent(lexicon) } : {};
  const due = await ask('Within what time?', {
    initial: '30s',
    validate: (text) => DURATION.test(text) || 'A number and s or m, such as 30s or 2m.',
  });
  return { ...after, due };
}

async function askEvent(lexicon: Lexicon): Promise<NewEvent> {
  const name = await ask('What happens then?', { hint: 'a short name, such as: asks to cancel' });
  const speaker = await choose('Who says it?', { c: 'customer', a: 'agent', e: 'any' });
  const said = await askLines('In which words?', 'A wording on each line. Enter ends.');
  return { name, speaker, said, families: await askFamilies(said, lexicon) };
}

/** Words of the wordings for which others may stand: the analyst knows which do. */
async function askFamilies(said: readonly string[], lexicon: Lexicon): Promise<string[]> {
  const chosen = new Set<string>();
  const asked = new Set<string>();
  for (const { name, words, others } of familiesIn(said, lexicon)) {
    if (asked.has(name)) continue;
    asked.add(name);
    const message = `Would it count with other words for "${words}"?`;
    const detail = `${others.join(', ')}, …`;
    if ((await choose(message, { y: 'yes', n: 'no, only as it is' }, detail)) === 'yes') chosen.add(name);
  }
  return [...chosen];
}

interface AskOptions {
  readonly hint?: string;
  readonly initial?: string;
  readonly isOptional?: boolean;
  readonly validate?: (text: string) => boolean | string;
}

async function ask(message: string, options: AskOptions = {}): Promise<string> {
  const { hint, initial, isOptional = false, validate = () => true } = options;
  try {
    const answer = await input({
      message: hint === undefined ? message : `${message} ${colors.dim(`(${hint})`)}`,
      ...(initial === undefined ? {} : { default: initial }),
      validate: (text) => (text.trim() === '' && !isOptional ? 'An answer is needed here.' : validate(text.trim())),
    });
    return answer.trim();
  } catch (error) {
    if (error instanceof ExitPromptError) throw new Stopped();
    throw error;
  }
}

async function askLines(message: string, detail: string, { isOptional = false } = {}): Promise<string[]> {
  const lines: string[] = [];
  say(question(message, detail));
  for (;;) {
    const line = await ask(`${lines.length + 1}.`, { isOptional: isOptional || lines.length > 0 });
    if (line === '') return lines;
    lines.push(line);
  }
}

async function choose<T extends string>(
  message: string,
  keys: Readonly<Record<string, T>>,
  detail?: string,
): Promise<T> {
  const answer = await askKey(question(message, detail), keys);
  if (answer === undefined) throw new Stopped();
  return answer;
}

/** A question, with what helps to answer it on the next line. */
function question(message: string, detail?: string): string {
  const head = `${colors.green('?')} ${colors.bold(message)}`;
  if (detail === undefined) return head;
  const lines = wrapText(' ', detail, process.stdout.columns).split('\n');
  return [head, ...lines.map((line) => colors.dim(line))].join('\n');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
