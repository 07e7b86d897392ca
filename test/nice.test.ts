import { readFile } from 'node:fs/promises';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { expectOwedIsCued, expectVerdicts, isHeard, readVerdicts } from './harness/ledger.js';
import { readOutcomes } from './harness/outcomes.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { RULES, type ScriptedCall, scriptedCalls } from './harness/scripted-calls.js';
import { cuedTitles, shownCues } from './harness/shown-cues.js';
import { QUICK } from './harness/timing.js';

/** Calls have been announced for so long when somebody speaks. */
const SILENT_MS = 2500;

/** One call of each kind, under ids as NICE has them: `1001`, `1002` and so on. */
function niceCalls(firstId: number): ScriptedCall[] {
  return scriptedCalls(1).map((scripted, i) => ({ ...scripted, call: renamed(scripted, String(firstId + i)) }));
}
const later = (ms: number) => ms + SILENT_MS;
const renamed = ({ call }: ScriptedCall, interactionId: string): ScriptedCall['call'] => ({
  ...call,
  interactionId,
  endMs: later(call.endMs ?? 0),
  segments: call.segments.map(({ startMs, endMs, ...segment }) => ({
    ...segment,
    segmentId: `${interactionId} ${segment.segmentId}`,
    startMs: later(startMs),
    endMs: later(endMs),
    attributes: { skill: 'Loans' },
  })),
});

/** The platform file that ships, in a hurry. */
async function quickPlatform(): Promise<string> {
  const shipped = await readFile(new URL('../platforms/nice.yaml', import.meta.url), 'utf8');
  return writeRules(
    shipped
      .replace('every: 20s', 'every: 500ms')
      .replace('every: 3s', 'every: 500ms')
      .replace('first: 2s', 'first: 100ms')
      .replace('linger: 5s', 'linger: 500ms'),
  );
}

async function startNicePipeline() {
  const platform = await quickPlatform();
  const pipeline = await startPipeline({
    rulesFile: await writeRules(RULES),
    settings: QUICK,
    settingsOf: (name): Record<string, string> => (name === 'ingest' ? { PLATFORM_FILE: platform } : {}),
    simulator: { platform: 'nice' },
  });
  const port = first(pipeline.ingests).log.find(({ msg }) => msg === 'frames are received')?.port;
  const announced = `http://127.0.0.1:${port}/contacts`;
  return { pipeline, announced };
}

test('on NICE’s socket what is owed is cued once and nothing else, through faults, a reconnect, a transfer and a refusal', async () => {
  const { pipeline, announced } = await startNicePipeline();
  const { simulator, redis } = pipeline;
  const { journal, faults } = simulator;
  const topics = (kind: 'topicSubscribed' | 'topicRefused' | 'topicUnsubscribed') =>
    journal.read({ kind }).map(({ topic }) => topic.replace('_transcript', ''));

  // a socket that is open and acknowledges no heartbeat is opened again
  faults.set({ heartbeatUnanswered: { chance: 1 } });
  await expect.poll(() => journal.read({ kind: 'socketClosed' }).length).toBeGreaterThan(0);
  faults.clear();
  await expect.poll(() => simulator.sockets.list().filter(({ subscribed }) => subscribed).length).toBe(1);

  // a call that is refused until it is late, and one that only the list knows, and no longer has in the end
  simulator.announceTo(announced);
  const [, , negated, forgetful] = niceCalls(3001);
  if (negated === undefined || forgetful === undefined) throw new Error('there are no such calls');
  faults.set({ topicRefused: { chance: 1, count: 3 } });
  const ofRefused = simulator.play([negated.call]);
  await expect.poll(() => topics('topicRefused')).toEqual(['3003', '3003', '3003']);
  faults.set({ announcementLost: { chance: 1, count: 1 } });
  const ofListed = simulator.play([forgetful.call], { endFrames: false });
  await expect.poll(() => topics('topicSubscribed')).toContain('3004');
  faults.clear();

  // calls with whatever comes beside their speech
  const chance = 0.4;
  faults.set({
    frameDuplicate: { chance },
    frameInterim: { chance },
    serialSkipped: { chance },
    contactIdNumeric: { chance },
    wordsEmpty: { chance },
    otherMessage: { chance },
  });
  const calls = niceCalls(1001);
  await simulator.play(calls.map(({ call }) => call));
  faults.clear();
  await Promise.all([ofRefused, ofListed]);
  await expectOwedIsCued(pipeline, [...calls, forgetful]);
  await expectVerdicts(pipeline, [...calls, forgetful]);
  const { attributes } = (await readOutcomes(redis.client)).get('1001') ?? {};
  expect(attributes).toMatchObject({ skill: 'Loans', masterId: '1001', param1: 'Loans' });
  expect(Number(attributes?.['agentId'])).toBeGreaterThan(0);
  await expect.poll(() => topics('topicUnsubscribed')).toEqual(expect.arrayContaining(['1001', '1006', '3004']));

  // what was not said when the refused call began is not known
  await expect.poll(() => readVerdicts(pipeline, '3003')).toMatchObject({ notice: 'undecided' });

  // a socket that breaks ends no call: what was said before counts, and what is missing is cued once
  const [dutiful, , , forgotten] = niceCalls(2001);
  if (dutiful === undefined || forgotten === undefined) throw new Error('there are no such calls');
  const playing = simulator.play([dutiful.call, forgotten.call]);
  await expect.poll(() => isHeard(pipeline, '2001')).toBe(true);
  await expect.poll(() => isHeard(pipeline, '2004')).toBe(true);
  const since = journal.last();
  simulator.sockets.reset('all');
  const again = () => journal.read({ kind: 'topicSubscribed', since }).map(({ topic }) => topic);
  await expect.poll(again).toEqual(expect.arrayContaining(['2001_transcript', '2004_transcript']));
  // an agent who takes a call over owes the notice anew, in a contact of its own
  faults.set({ transfer: { chance: 1, count: 1 } });
  await playing;
  const { contactId = '', masterId } = journal.read({ kind: 'contactStarted', since }).at(-1) ?? {};
  expect(contactId).toBe(`${masterId}1`);
  await expect.poll(() => readVerdicts(pipeline, contactId)).toBeDefined();
  await expect.poll(() => readVerdicts(pipeline, '2004')).toBeDefined();
  const all = shownCues(simulator).flatMap((cue) => cuedTitles(cue).map((title) => `${cue.interactionId} ${title}`));
  expect(all).toContain(`${contactId} Recording notice`);
  expect(all.filter((line) => line.startsWith('3003'))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});
