import { readFile } from 'node:fs/promises';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { expectDeservedVerdicts, expectOwedIsCued, isHeard, readVerdicts } from './harness/ledger.js';
import { readOutcomes } from './harness/outcomes.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { RULES, type ScriptedCall, scriptedCalls } from './harness/scripted-calls.js';
import { cuedTitles, shownMessages } from './harness/shown-cues.js';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { QUICK, QUICK_WITHOUT_GAPS } from './harness/timing.js';

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

/** The platform file that ships, in a hurry; a busy machine may take its time to ask for a call. */
async function quickPlatform(alter: (file: string) => string): Promise<string> {
  const shipped = await readFile(new URL('../platforms/nice.yaml', import.meta.url), 'utf8');
  return writeRules(
    alter(shipped)
      .replace('every: 20s', 'every: 1s')
      .replace('misses: 3', 'misses: 4')
      .replace('every: 3s', 'every: 500ms')
      .replace('first: 2s', 'first: 100ms')
      .replace('inTime: 2s', 'inTime: 5m')
      .replace('linger: 5s', 'linger: 500ms')
      .replace('  backoff:', '  closing: { command: CLOSING }\n  backoff:')
      .replaceAll('https://api-{values.area}.niceincontact.com', 'http://127.0.0.1:{values.area}'),
  );
}

async function startNicePipeline({ ingests = 1, rules = RULES, alter = (file: string) => file } = {}) {
  const platform = await quickPlatform(alter);
  const pipeline = await startPipeline({
    ingests,
    rulesFile: await writeRules(rules),
    settings: ingests === 1 ? QUICK : QUICK_WITHOUT_GAPS,
    settingsOf: (name): Record<string, string> => (name === 'matcher' ? {} : { PLATFORM_FILE: platform }),
    simulator: { platform: 'nice' },
  });
  const port = first(pipeline.ingests).log.find(({ msg }) => msg === 'frames are received')?.port;
  const { journal } = pipeline.simulator;
  return {
    pipeline,
    /** Where the first ingest is told of calls. */
    announced: `http://127.0.0.1:${port}/contacts`,
    /** The contacts to which sockets have subscribed, say. */
    topics: (kind: 'topicSubscribed' | 'topicRefused' | 'topicUnsubscribed', since = 0) =>
      journal.read({ kind, since }).map(({ topic }) => topic.replace('_transcript', '')),
    /** Plays calls that are ended by the test: nothing is cued once they have ended. */
    play: (calls: readonly (ScriptedCall | undefined)[]) =>
      pipeline.simulator.play(
        calls.flatMap((one) => one?.call ?? []),
        { endFrames: false },
      ),
    /** What agents were cued in a call. */
    cued: (id: string) =>
      shownMessages(pipeline.simulator)
        .filter(({ interactionId }) => interactionId === id)
        .flatMap(cuedTitles)
        .toSorted(),
    say: (interactionId: string, text: string) =>
      pipeline.simulator.pushFrame(speechFrame({ interactionId, segmentId: `${interactionId} ${text}`, text })),
  };
}

test('on NICE’s socket what is owed is cued once and nothing else, through faults, a close after a warning, a reconnect, a transfer and a refusal', async () => {
  const { pipeline, announced, topics, play, cued, say } = await startNicePipeline();
  const { simulator, redis } = pipeline;
  const { journal, faults } = simulator;

  // a socket that is open and acknowledges no heartbeat is opened again
  faults.set({ heartbeatUnanswered: { chance: 1 } });
  await expect.poll(() => journal.read({ kind: 'socketClosed' }).length).toBeGreaterThan(0);
  faults.clear();
  await expect.poll(() => simulator.sockets.list().filter(({ subscribed }) => subscribed).length).toBe(1);

  // a call that is refused for all its life is not known
  simulator.announceTo(announced);
  const [refused, , old, forgetful] = niceCalls(3001);
  faults.set({ topicRefused: { chance: 1 } });
  const ofRefused = play([refused]);
  await expect.poll(() => topics('topicRefused')).toContain('3001');
  simulator.pushFrame(endFrame('3001'));
  await expect.poll(() => readVerdicts(pipeline, '3001')).toMatchObject({ notice: 'undecided' });
  faults.clear();

  // calls that only the list knows: one is new, of the other the beginning is over
  faults.set({ announcementLost: { chance: 1 } });
  const hourAgo = Date.now() - 3_600_000;
  const lateCall = old && { ...old, call: { ...old.call, startedAtMs: hourAgo } };
  const ofListed = play([forgetful, lateCall]);
  await expect.poll(() => topics('topicSubscribed')).toEqual(expect.arrayContaining(['3004', '3003']));

  // calls with whatever comes beside their speech, and a socket that is closed in the midst of them, which is said before
  const chance = 0.4;
  faults.clear();
  faults.set({
    frameDuplicate: { chance },
    frameInterim: { chance },
    serialSkipped: { chance },
    contactIdNumeric: { chance },
    wordsEmpty: { chance },
    otherMessage: { chance },
    cueLost: { chance: 1, count: 1 },
    socketClosing: { chance: 1, count: 1, noticeMs: 60_000, code: 1001 },
  });
  const calls = niceCalls(1001);
  await Promise.all([play(calls), ofRefused, ofListed]);
  await expect.poll(() => journal.read({ kind: 'socketWarned' })).toHaveLength(1);
  faults.clear();
  if (forgetful === undefined) throw new Error('there is no such call');
  await expectOwedIsCued(pipeline, [...calls, forgetful], shownMessages);
  // an end that nobody announces is found in the list
  faults.set({ announcementLost: { chance: 1, count: 1 } });
  await expectDeservedVerdicts(pipeline, [forgetful, ...calls]);
  simulator.pushFrame(endFrame('3003'));
  await expect.poll(() => readVerdicts(pipeline, '3003')).toMatchObject({ notice: 'undecided' });
  const { attributes } = (await readOutcomes(redis.client)).get('1001') ?? {};
  expect(attributes).toMatchObject({ skill: 'Loans', masterId: '1001', param1: 'Loans' });
  expect(Number(attributes?.['agentId'])).toBeGreaterThan(0);
  await expect.poll(() => topics('topicUnsubscribed')).toEqual(expect.arrayContaining(['1001', '1006', '3004']));

  // a socket that breaks ends no call: what is missing is cued once
  await simulator.play(
    ['2001', '2002'].map((interactionId) => ({ interactionId, segments: [] })),
    { endFrames: false },
  );
  await expect.poll(() => topics('topicSubscribed')).toEqual(expect.arrayContaining(['2001', '2002']));
  say('2001', 'good morning');
  say('2002', 'this call is being recorded');
  for (const id of ['2001', '2002']) await expect.poll(() => isHeard(pipeline, id)).toBe(true);
  const since = journal.last();
  simulator.sockets.reset('all');
  await expect.poll(() => topics('topicSubscribed', since)).toEqual(expect.arrayContaining(['2001', '2002']));
  say('2001', 'how are you');
  await expect.poll(() => cued('2001')).toEqual(['Recording notice']);

  // who takes a call over owes the notice anew, in a contact of its own
  simulator.transfer('2002');
  await expect.poll(() => topics('topicSubscribed', since)).toContain('20021');
  say('2002', 'hello again');
  await expect.poll(() => cued('20021')).toEqual(['Recording notice']);
  for (const id of ['2001', '2002']) simulator.pushFrame(endFrame(id));
  await expect.poll(() => readVerdicts(pipeline, '20021')).toMatchObject({ notice: 'missed' });
  await expect.poll(() => readVerdicts(pipeline, '2001')).toMatchObject({ notice: 'undecided' });
  await expect.poll(() => readVerdicts(pipeline, '2002')).toMatchObject({ notice: 'satisfied' });
  const outcomes = await readOutcomes(redis.client);
  expect(outcomes.get('20021')?.attributes).toMatchObject({ masterId: '2002' });
  expect([...cued('2002'), ...cued('3001'), ...cued('3003')]).toEqual([]);
});

test('two ingests lose, double and invent nothing, whichever of them is told of a call; a call on hold has not ended', async () => {
  const { pipeline, announced, topics, play, cued, say } = await startNicePipeline({ ingests: 2 });
  const { simulator } = pipeline;
  const { journal, faults, sockets } = simulator;
  simulator.announceTo(announced);
  const chance = 0.3;
  faults.set({
    announcementLost: { chance },
    frameDuplicate: { chance },
    topicRefused: { chance, count: 3 },
    topicUnanswered: { chance: 1, count: 1 },
    contactsUnavailable: { chance, status: 503 },
    cueLost: { chance: 1, count: 2 },
    cueUnavailable: { chance, status: 503 },
  });
  const calls = niceCalls(4001);
  const played = play(calls);
  const ids = calls.map(({ call }) => call.interactionId);
  /** The sockets that have subscribed to all calls. */
  const whole = () =>
    sockets.list().filter(({ socketId }) => {
      const own = journal.read({ kind: 'topicSubscribed' }).filter((entry) => entry.socketId === socketId);
      return new Set(own.map(({ topic }) => topic)).size === ids.length;
    });
  // one socket breaks, and then another, while the other hears all
  await expect.poll(() => whole().length).toBeGreaterThan(0);
  const [hearing] = whole();
  for (const { socketId } of sockets.list()) if (socketId !== hearing?.socketId) sockets.reset({ socketId });
  simulator.revokeTokens();
  await expect.poll(() => whole().length).toBe(2);
  sockets.reset({ socketId: hearing?.socketId ?? 0 });
  await played;
  await expect.poll(() => journal.read({ kind: 'message' }).some(({ answered }) => !answered)).toBe(true);
  faults.clear();
  await expectOwedIsCued(pipeline, calls, shownMessages);
  await expectDeservedVerdicts(pipeline, calls);

  // nothing comes of a call on hold, and the agent is cued all the same
  await simulator.play([{ interactionId: '4101', segments: [] }], { endFrames: false });
  await expect.poll(() => topics('topicSubscribed').filter((id) => id === '4101')).toHaveLength(2);
  say('4101', 'good morning');
  await expect.poll(() => isHeard(pipeline, '4101')).toBe(true);
  simulator.hold('4101', true);
  say('4101', 'this call is being recorded');
  await expect.poll(() => cued('4101')).toEqual(['Recording notice']);
  simulator.hold('4101', false);
  say('4101', 'well this call is being recorded');
  simulator.pushFrame(endFrame('4101'));
  await expect.poll(() => readVerdicts(pipeline, '4101')).toMatchObject({ notice: 'late' });
  expect(cued('4101')).toEqual(['Recording notice']);
});

/** The file that ships, with the changes that it names for rules that look at the whole conversation. */
const byMaster = (file: string): string =>
  file
    .replace('interactionId: body.Data.contactId', 'interactionId: [body.Data.masterId, body.Data.contactId]')
    .replace('    agentId: body.Data.agentId\n', '')
    .replace('call: contactId\n      ended', 'call: contactId\n      interaction: masterId\n      ended')
    .replace(
      'call: contactId\n      startedAt',
      'call: contactId\n      interaction: masterContactId\n      startedAt',
    );

const RULES_OF_AGENTS = `
version: 1
disclosures:
  - {id: notice, title: Recording notice, say: ["this call is [being] recorded"], due: 3s}
  - {id: greeting, title: Name, say: ["my name is"], due: 3s, again: {attribute: agentId}}
limits: {quiet: 0s}
`;

test('with the master as interaction, what was said before a transfer counts after it, and each agent owes what is owed by agents', async () => {
  const { pipeline, announced, topics, cued, say } = await startNicePipeline({
    rules: RULES_OF_AGENTS,
    alter: byMaster,
  });
  const { simulator, redis } = pipeline;
  simulator.announceTo(announced);
  const calls = ['6001', '6002'];
  await simulator.play(
    calls.map((interactionId) => ({ interactionId, segments: [] })),
    { endFrames: false },
  );
  await expect.poll(() => topics('topicSubscribed')).toEqual(expect.arrayContaining(calls));
  // the first agent of one call says all, that of the other nothing
  say('6001', 'this call is being recorded and my name is ada');
  say('6002', 'good morning');
  await expect.poll(() => cued('6002')).toEqual(['Name', 'Recording notice']);
  for (const id of calls) simulator.transfer(id);
  const legs = () => simulator.journal.read({ kind: 'contactStarted' }).slice(calls.length);
  const legOf = (id: string) => legs().find(({ masterId }) => masterId === id)?.contactId ?? '';
  await expect.poll(() => topics('topicSubscribed')).toEqual(expect.arrayContaining(calls.map(legOf)));
  await expect.poll(() => topics('topicUnsubscribed')).toEqual(expect.arrayContaining(calls));
  for (const id of calls) say(id, 'hello again');
  // who takes over owes a name, and what nobody has said in the conversation
  await expect.poll(() => cued(legOf('6001'))).toEqual(['Name']);
  await expect.poll(() => cued(legOf('6002'))).toEqual(['Name', 'Recording notice']);
  await expect.poll(() => simulator.journal.read({ kind: 'messageWithdrawn' }).length).toBeGreaterThan(0);
  say('6002', 'this call is being recorded and my name is grace');
  for (const id of calls) simulator.pushFrame(endFrame(id));
  await expect.poll(() => readVerdicts(pipeline, '6001')).toEqual({ notice: 'satisfied', greeting: 'missed' });
  await expect.poll(() => readVerdicts(pipeline, '6002')).toEqual({ notice: 'late', greeting: 'missed' });
  expect(cued('6001')).toEqual([]);
  const outcomes = await readOutcomes(redis.client);
  expect([...outcomes.keys()].toSorted()).toEqual(calls);
});
