import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startPipeline, type Pipeline } from '../harness/pipeline.js';
import { writeRules } from '../harness/rule-file.js';
import { endFrame, speechFrame } from '../harness/speech-frame.js';
import { QUICK } from '../harness/timing.js';

/** When disclosures are due, in seconds. */
export interface Dues {
  readonly notice: number;
  readonly rate: number;
  readonly recap: number;
}

/** So that a call soon owes something. */
const SOON: Dues = { notice: 2, rate: 4, recap: 180 };

const bank = ({ notice, rate, recap }: Dues) => `
version: 1
events:
  loan: {speaker: customer, say: ["apply for a loan", "interested in a loan"]}
disclosures:
  - id: notice
    title: Call recording notice
    say: ["this call is [being] recorded"]
    due: ${notice}s
  - id: rate
    title: Annual percentage rate
    after: loan
    say: ["annual percentage rate is {percent}"]
    due: ${rate}s
  - id: recap
    title: Recap of terms
    say: ["to recap"]
    due: ${recap}s
prohibited:
  - id: promise
    title: Guaranteed returns
    say: ["guaranteed (return|returns)"]
    cue: {priority: critical}
  - id: pressure
    title: Pressure to decide
    say: ["offer ends today"]
limits: {quiet: 0s}
unclear: {closeness: 0.75}
`;

/** A pipeline with the rules of a bank, an archive and a console. */
export async function startScene(dues = SOON, changed: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-console-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const settings = { ...QUICK, ARCHIVE_URL: `sqlite:${join(folder, 'archive.db')}`, KEEP_SPEECH: 'masked', ...changed };
  const pipeline = await startPipeline({ rulesFile: await writeRules(bank(dues).trimStart()), settings });
  const [shown] = await Promise.all([pipeline.startAnother('console'), pipeline.startAnother('archive')]);
  return { ...pipeline, url: shown.url() };
}

const AGENTS = [
  'Maria Lopez',
  'Tom Becker',
  'Aisha Khan',
  'Jon Rivera',
  'Grace Okafor',
  'Lena Fischer',
  'Ravi Patel',
  'Sofia Rossi',
];
const SKILLS = ['Loans', 'Cards', 'Savings'];

const NOTICE = 'thank you for calling this call is being recorded';
const LOAN = 'i am interested in a loan for a car';
const RATE = 'the annual percentage rate is six point nine percent';
const RECAP = 'so to recap you pay two hundred a month';

type Line = readonly [speaker: 'agent' | 'customer', text: string];

/** What is said in a call, by what becomes of it. */
const CALLS: Readonly<Record<string, readonly Line[]>> = {
  promising: [
    ['agent', NOTICE],
    ['customer', LOAN],
    ['agent', 'this fund has guaranteed returns year after year'],
  ],
  forgetful: [
    ['agent', 'good morning how can i help'],
    ['customer', 'hello i have a question about my card'],
  ],
  rateless: [
    ['agent', NOTICE],
    ['customer', LOAN],
    ['agent', 'certainly the rate is quite low at the moment'],
  ],
  close: [
    ['agent', 'just so you know this line is being recorded'],
    ['customer', 'fine'],
  ],
  pressing: [
    ['agent', NOTICE],
    ['agent', RECAP],
    ['agent', 'and this offer ends today'],
  ],
  careful: [
    ['agent', NOTICE],
    ['customer', 'my card does not work'],
    ['agent', 'let me look at that'],
  ],
  done: [
    ['agent', NOTICE],
    ['customer', LOAN],
    ['agent', RATE],
    ['agent', RECAP],
  ],
};

/** The frames of a call of the scene, line by line; its agent and skill follow from its number. */
export function callFrames(kind: string, number: number) {
  const interactionId = String(47_110_000 + number * 37);
  const attributes = { agentName: AGENTS[number % AGENTS.length] ?? '', skill: SKILLS[number % SKILLS.length] ?? '' };
  const frames = (CALLS[kind] ?? []).map(([speaker, text], at) => (startTime: number) => ({
    ...speechFrame({ interactionId, segmentId: `${interactionId}-${at}`, speaker, text, startTime }),
    attributes,
  }));
  return { interactionId, frames };
}

/** Says all of a call at once; gives its id. */
export function sayCall({ simulator }: Pick<Pipeline, 'simulator'>, kind: string, number: number): string {
  const { interactionId, frames } = callFrames(kind, number);
  const startTime = Date.now();
  for (const [at, frame] of frames.entries()) simulator.pushFrame(frame(startTime + at * 10));
  return interactionId;
}

/** Calls of every kind, most of them in order, as on a usual day. */
export function sayCalls(
  pipeline: Pick<Pipeline, 'simulator'>,
  first: number,
  counts: Readonly<Record<string, number>>,
): string[] {
  const kinds = Object.entries(counts).flatMap(([kind, count]) => Array.from({ length: count }, () => kind));
  return kinds.map((kind, at) => sayCall(pipeline, kind, first + at));
}

/** One more thing that the agent says in a call. */
export function sayMore({ simulator }: Pick<Pipeline, 'simulator'>, interactionId: string, text: string): void {
  simulator.pushFrame(speechFrame({ interactionId, segmentId: `${interactionId}-more`, text }));
}

export function endCalls({ simulator }: Pick<Pipeline, 'simulator'>, ids: readonly string[]): void {
  for (const id of ids) simulator.pushFrame(endFrame(id));
}
