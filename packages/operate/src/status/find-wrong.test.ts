import { expect, test } from 'vitest';
import type { Finding } from './finding.js';
import { findWrong } from './find-wrong.js';
import type { ProcessStatus } from './processes.js';
import type { PartitionStatus, Status } from './status.js';

const atRest: PartitionStatus = {
  partition: 0,
  backlog: 0,
  oldestMs: 0,
  watermarkLagMs: 900,
  live: 3,
  outbox: 0,
  deadLetters: 0,
  replicas: [{ id: 'a', seenAgoMs: 400, heardAgoMs: 400, listeningSinceMs: 1 }],
  gaps: [],
  hangs: [],
  lastDead: undefined,
  badFrames: 0,
  lastBadFrame: undefined,
};

type Beat = ProcessStatus['beat'];
const process = (kind: string, beat: Partial<Beat> = {}, seenAgoMs = 500): ProcessStatus => ({
  id: `${kind} ${Math.random()}`,
  seenAgoMs,
  beat: { v: 1, kind, version: '1', host: 'h', pid: 7, upMs: 600_000, objections: [], warnings: [], ...beat },
});
const open = { isOpen: true, forMs: 600_000, closings: 0 };
const ingest = (beat: Partial<Beat> = {}) => process('ingest', { socket: open, ...beat });
const closed = (reason: string, forMs = 60_000) =>
  ingest({ socket: { ...open, isOpen: false, forMs }, objections: [{ check: 'socket', reason }] });
const all = [ingest(), process('matcher'), process('publisher', { mode: 'live' })];

const status = (partition: Partial<PartitionStatus>, rest: Partial<Status> = {}): Status => ({
  atMs: 100_000,
  partitions: [{ ...atRest, ...partition }],
  queue: {},
  oldestJobMs: 300,
  isPausedInBullmq: false,
  hold: undefined,
  redisRefusal: undefined,
  interruption: undefined,
  processes: all,
  elsewhere: [],
  gaps: [],
  ...rest,
});
const sentences = (findings: readonly Finding[]) => findings.map(({ what }) => what);
const wrongIn = (...parts: Parameters<typeof status>) => sentences(findWrong(status(...parts)));
const without = (kind: string) => all.filter(({ beat }) => beat.kind !== kind);

test('a pipeline at rest has nothing wrong', () => {
  expect(wrongIn({})).toEqual([]);
});

test('processes of an older version, which have no heartbeat, raise no alarm', () => {
  expect(wrongIn({}, { processes: [] })).toEqual([]);
  for (const kind of ['ingest', 'matcher', 'publisher']) expect(wrongIn({}, { processes: without(kind) })).toEqual([]);
});

test('status reports that nobody listens when there is no ingest', () => {
  const replicas = [{ id: 'a', seenAgoMs: 60_000, heardAgoMs: 60_000, listeningSinceMs: 1 }];
  expect(wrongIn({ replicas }, { processes: [] })).toEqual(['no ingest runs']);
  expect(wrongIn({ replicas }, { processes: without('ingest') })).toEqual(['no ingest runs']);
});

test('ingests that run and hear nothing are named with their reasons; the lag they cause is not', () => {
  const processes = [closed('refused'), closed('broke', 50_000), ...without('ingest')];
  expect(wrongIn({ watermarkLagMs: 60_000 }, { processes })).toEqual([
    'no ingest hears CXone, for 51 s: refused; broke',
  ]);
});

test('one deaf ingest of two is named, unless its socket is just being opened again', () => {
  const processes = [ingest(), closed('refused'), ...without('ingest')];
  expect(wrongIn({}, { processes })).toEqual(['1 of 2 ingests cannot hear CXone, for 61 s: refused']);
  expect(wrongIn({}, { processes: [ingest(), closed('broke', 200), ...without('ingest')] })).toEqual([]);
});

test('a missing token is named rather than the socket that cannot be opened without it', () => {
  const objections = [
    { check: 'socket', reason: 'not open' },
    { check: 'token', reason: 'CXone refuses the client id' },
  ];
  const processes = [ingest({ objections, socket: { ...open, isOpen: false } }), ...without('ingest')];
  expect(wrongIn({}, { processes })).toEqual(['no ingest hears CXone, for 601 s: CXone refuses the client id']);
});

test('deadlines that stand still are blamed on matchers only if none runs', () => {
  const isBehind = { watermarkLagMs: 60_000 };
  const gone = process('matcher', {}, 61_000);
  expect(wrongIn(isBehind, { processes: [...without('matcher'), gone] })).toEqual([
    'no matcher runs (the last was seen 61 s ago: h, pid 7): deadlines are 60 s behind',
  ]);
  expect(wrongIn(isBehind)).toEqual(['deadlines are 60 s behind, though 1 matcher runs']);
});

test('a matcher that was never started is reported as missing', () => {
  const isNew = { watermarkLagMs: undefined, replicas: [{ ...atRest.replicas[0]!, listeningSinceMs: 60_000 }] };
  expect(wrongIn(isNew, { processes: without('matcher') })).toEqual(['no matcher runs: deadlines are 40 s behind']);
});

test('a backlog that grows old says whether matchers are missing or too few', () => {
  const backlog = { backlog: 9, oldestMs: 30_000, watermarkLagMs: 30_000 };
  expect(wrongIn(backlog)).toEqual(['segments wait for 30 s: 1 matcher is behind']);
  expect(wrongIn(backlog, { processes: without('matcher') })).toEqual(['no matcher runs: segments wait for 30 s']);
});

test('while Redis refuses writes, nothing else is blamed', () => {
  const processes = all.map((one) => ({ ...one, seenAgoMs: 60_000 }));
  const redisRefusal = { what: 'Redis is full' };
  expect(wrongIn({ watermarkLagMs: 60_000, oldestMs: 60_000 }, { processes, redisRefusal })).toEqual(['Redis is full']);
});

test('a reason that keeps several processes from being ready is reported once', () => {
  const objections = [{ check: 'redis', reason: 'redis is away' }];
  const processes = all.map((one) => ({ ...one, beat: { ...one.beat, objections } }));
  expect(wrongIn({}, { processes })).toEqual(['redis is away']);
});

test('refused rules are reported, with how many matchers refuse them', () => {
  const warnings = [{ check: 'rules', reason: 'refused: line 3' }];
  const processes = [...all, process('matcher', { warnings })];
  expect(wrongIn({}, { processes })).toEqual(['1 of 2 matchers: refused: line 3']);
});

test('matchers with different rules are reported once that has lasted a while', () => {
  const rules = (digest: string, forMs: number) => process('matcher', { rules: { digest, file: 'r', forMs } });
  const having = (forMs: number) => [...without('matcher'), rules('a', 600_000), rules('b', forMs)];
  expect(wrongIn({}, { processes: having(600_000) })).toEqual(['matchers have 2 different rule packs in force: a, b']);
  expect(wrongIn({}, { processes: having(2_000) })).toEqual([]);
});

test('for cues that wait, status says whether publishers are missing', () => {
  const waiting = { oldestJobMs: 39_500 };
  expect(wrongIn({}, { ...waiting, processes: without('publisher') })).toEqual([
    'no publisher runs: cues wait for 40 s',
  ]);
  expect(wrongIn({}, waiting)).toEqual(['cues wait for 40 s, though 1 publisher runs']);
});

test('a hold is explained in words, and is the reason why cues wait', () => {
  const untilMs = Date.UTC(2026, 0, 2, 2, 33, 25);
  const hold = { reason: 'forbidden', why: 'CXone answered 403', untilMs, forMs: 41_200 } as const;
  expect(wrongIn({}, { oldestJobMs: 39_500, hold })).toEqual([
    'no cue is posted: CXone answered 403; next try 02:33:25 UTC',
  ]);
});

test('a queue that another program has paused is reported once, with the command that resumes it', () => {
  const objections = [{ check: 'queue', reason: 'paused in BullMQ' }];
  const processes = [...without('publisher'), process('publisher', { objections })];
  expect(wrongIn({}, { oldestJobMs: 39_500, isPausedInBullmq: true, processes })).toEqual([
    expect.stringMatching(/paused in BullMQ.*cueline resume/),
  ]);
});

test('a mix of live and shadow publishers is reported', () => {
  const processes = [...all, process('publisher', { mode: 'shadow' })];
  expect(wrongIn({}, { processes })).toEqual([
    '1 of 2 publishers runs in shadow mode: some cues are posted, others are not',
  ]);
});

test('matchers without the notices file of the publishers are reported', () => {
  const publisher = process('publisher', { mode: 'live', notices: true });
  const told = (notices: boolean) => wrongIn({}, { processes: [ingest(), process('matcher', { notices }), publisher] });
  expect(told(false)).toEqual([
    'some notices are never written: 1 of 2 matchers and publishers have no NOTICES_FILE (matcher)',
  ]);
  expect(told(true)).toEqual([]);
});

test('a notice that could not be sent is a dead letter like others', () => {
  const lastDead = { agoMs: 14_000, reason: 'notice_not_sent', httpStatus: '500' };
  expect(wrongIn({ deadLetters: 1, lastDead })).toEqual([
    '1 dead letter, the latest 14 s ago: a notice could not be sent: its receiver answered 500',
  ]);
});

test('an ingest without speech is reported if another hears some, or if many calls are live', () => {
  const heard = (lastSpeechAgoMs: number) =>
    ({
      windowMs: 1,
      frames: {},
      speakers: {},
      badReasons: [],
      unusableFields: [],
      fields: [],
      unknownSpeakers: [],
      unknownTypes: [],
      speechTypes: [],
      calls: 0,
      callsWithoutAgent: 0,
      oneSidedCalls: 0,
      agentlessCalls: 0,
      wordlessCalls: 0,
      interimCalls: 0,
      unmarkedInterims: 0,
      interimMinutes: 0,
      lastSpeechAgoMs,
    }) satisfies Beat['heard'];
  const [silent, hearing] = [ingest({ heard: heard(180_000) }), ingest({ heard: heard(1_000) })];
  expect(wrongIn({}, { processes: [silent, hearing, ...without('ingest')] })).toEqual([
    '1 of 2 ingests has heard no speech for 181 s, while another does',
  ]);
  expect(wrongIn({ live: 14 }, { processes: [silent, ...without('ingest')] })).toEqual([
    'no speech for 181 s, though 14 calls have not ended',
  ]);
  expect(wrongIn({ live: 0 }, { processes: [silent, ...without('ingest')] })).toEqual([]);
});

test('a watermark ahead of the clock is explained by a clock that was set back', () => {
  expect(wrongIn({ watermarkLagMs: -120_000 })).toEqual([
    'the clock of Redis was set back by 120 s: cues are wrong until it has caught up',
  ]);
  expect(wrongIn({ watermarkLagMs: -500 })).toEqual([]);
});

test('a clock that was set back is reported once, and one that was set ahead by the ingest that noticed', () => {
  const warned = (reason: string) => [ingest({ warnings: [{ check: 'clock', reason }] }), ...without('ingest')];
  expect(wrongIn({ watermarkLagMs: -120_000 }, { processes: warned('set back by 120 s') })).toHaveLength(1);
  expect(wrongIn({}, { processes: warned('set ahead by 300 s') })).toEqual(['set ahead by 300 s']);
});

test('processes that have not been seen since the clock was set back are gone', () => {
  expect(wrongIn({ oldestMs: 8_000 }, { processes: all.map((one) => ({ ...one, seenAgoMs: -90_000 })) })).toEqual([
    expect.stringMatching(/^none of the 3 processes/),
  ]);
});

const refused = (kind: string, reason: string, seenAgoMs = 3_000) => process(kind, { refused: reason }, seenAgoMs);

test('a process that does not start is reported with the reason, until one of its kind does', () => {
  const reason = 'PARTITIONS should be 8';
  const both = [refused('matcher', reason), refused('publisher', reason)];
  expect(wrongIn({}, { processes: [ingest(), ...both] })).toEqual([
    'matcher on h and publisher on h do not start: PARTITIONS should be 8',
  ]);
  const behind = { oldestMs: 12_000 };
  expect(wrongIn(behind, { processes: [...without('matcher'), refused('matcher', reason)] })).toEqual([
    'matcher on h does not start: PARTITIONS should be 8',
    'no matcher runs: segments wait for 12 s',
  ]);
  expect(wrongIn({}, { processes: [...all, refused('matcher', reason)] })).toHaveLength(1);
  expect(wrongIn({}, { processes: [...all, process('matcher', { upMs: 1_000 }), refused('matcher', reason)] })).toEqual(
    [],
  );
  expect(wrongIn({}, { processes: [...all, refused('matcher', reason, 600_000)] })).toEqual([]);
});

test('a kind of process that runs under another prefix is not missing there', () => {
  const behind = { oldestMs: 12_000 };
  const processes = without('matcher');
  const stray = [{ prefix: 'other', kinds: ['matcher'] }];
  expect(wrongIn(behind, { processes, elsewhere: stray })).toEqual([
    "no matcher runs under this prefix, but one does under 'other': segments wait for 12 s",
  ]);
  const tenant = [{ prefix: 'tenant', kinds: ['ingest', 'matcher', 'publisher'] }];
  expect(wrongIn(behind, { processes, elsewhere: tenant })).toEqual(['no matcher runs: segments wait for 12 s']);
});

test('dead letters are reported with the reason of the latest', () => {
  const rejected = { agoMs: 3_200, reason: 'cue_rejected', httpStatus: '422' };
  expect(wrongIn({ deadLetters: 2, lastDead: rejected })).toEqual([
    '2 dead letters, the latest 4 s ago: CXone rejected a cue with 422',
  ]);
  const malformed = { agoMs: 3_200, reason: 'segment is not JSON', httpStatus: undefined };
  expect(wrongIn({ deadLetters: 1, lastDead: malformed })).toEqual([
    '1 dead letter, the latest 4 s ago: an entry could not be processed (segment is not JSON)',
  ]);
});

test('just after Redis was away, nobody is blamed for what follows from it; what has its own cause is reported', () => {
  const interruption = { forMs: 16_000, endedAgoMs: 3_100 };
  const objections = [{ check: 'redis', reason: 'redis is away (reconnecting)' }];
  const processes = [ingest(), process('matcher', { objections }), process('publisher', {}, 17_000)];
  const behind = { oldestMs: 19_000, watermarkLagMs: 19_000, deadLetters: 1 };
  expect(wrongIn(behind, { processes, interruption, oldestJobMs: 19_000 })).toEqual([
    'nothing was judged for 16 s, until 4 s ago: Redis was away, or every matcher, or its clock was set ahead',
    '1 dead letter',
  ]);
  expect(wrongIn({}, { interruption })).toEqual([]);
  const beginning = [ingest({ objections: [{ check: 'token', reason: 'no token yet' }] }), ...without('ingest')];
  expect(wrongIn({}, { interruption, processes: beginning })).toHaveLength(1);
  expect(wrongIn({}, { interruption: { forMs: undefined, endedAgoMs: 2_000 }, processes })).toEqual([
    'Redis was started 2 s ago: the processes are coming back',
  ]);
});

test('processes that are gone all at a time are one trouble', () => {
  const processes = all.map((one) => ({ ...one, seenAgoMs: 14_000 }));
  expect(wrongIn({ oldestMs: 14_000 }, { processes })).toEqual(['none of the 3 processes has been seen for 14 s']);
});

test('a backlog is not blamed on how many matchers there are while one hangs, nor just after their start', () => {
  const backlog = { backlog: 9, oldestMs: 8_000 };
  const hanging = process('matcher', {}, 7_000);
  expect(wrongIn(backlog, { processes: [...all, hanging] })).toEqual([
    'segments wait for 8 s: 1 of 2 matchers has not responded for 7 s',
  ]);
  const started = process('matcher', { upMs: 3_000 }, 0);
  expect(wrongIn(backlog, { processes: [...without('matcher'), started] })).toEqual([
    'segments wait for 8 s: no matcher ran until 3 s ago',
  ]);
});

test('a process that has just been started may still be connecting', () => {
  const objections = [{ check: 'redis', reason: 'redis is away (connecting)' }];
  const beginning = (upMs: number) => [...without('publisher'), process('publisher', { upMs, objections })];
  expect(wrongIn({}, { processes: beginning(4_000) })).toEqual([]);
  expect(wrongIn({}, { processes: beginning(40_000) })).toEqual(['1 of 3 processes: redis is away (connecting)']);
});

test('while a gap is waited for that has just ended, matchers are not blamed for the deadlines', () => {
  const reopened = (forMs: number) => [ingest({ socket: { ...open, forMs } }), ...without('ingest')];
  expect(wrongIn({ watermarkLagMs: 24_000 }, { processes: reopened(3_000) })).toEqual([]);
  expect(wrongIn({ watermarkLagMs: 24_000 }, { processes: reopened(30_000) })).toHaveLength(1);
});

test('sockets that are closed over and over are reported while they are being opened again, too', () => {
  const reopening = ingest({
    socket: { ...open, isOpen: false, forMs: 300 },
    objections: [{ check: 'socket', reason: 'the transcription socket is not open: closed with 1013' }],
    warnings: [{ check: 'socket', reason: 'closed 6 times' }],
  });
  expect(wrongIn({}, { processes: [reopening, reopening, ...without('ingest')] })).toEqual(['closed 6 times']);
});

test('a reason that differs in its seconds only is reported once, without its warning', () => {
  const silent = (s: number) =>
    ingest({
      objections: [{ check: 'socket', reason: `silent for ${s} s` }],
      warnings: [{ check: 'socket', reason: 'closed 4 times' }],
    });
  expect(wrongIn({}, { processes: [silent(7), silent(9), ...without('ingest')] })).toEqual([
    'no ingest hears CXone: silent for 9 s',
  ]);
});

test('a warning that has become the reason of a hold is reported once', () => {
  const why = 'CXone answers 404, 6 in a row';
  const warning = (reason: string) => process('publisher', { warnings: [{ check: 'cues', reason }] });
  const processes = [...without('publisher'), warning(why), warning('CXone answers 404, 4 in a row')];
  const hold = { reason: 'misconfigured', why, untilMs: 0, forMs: 0 } as const;
  expect(wrongIn({}, { processes, hold })).toHaveLength(1);
});
