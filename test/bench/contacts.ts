// Many contacts on one ingest, each with a subscription of its own, as on NICE's socket. `npm run bench:contacts`
import { setTimeout as delay } from 'node:timers/promises';
import { createKeys } from '@cueline/shared';
import { freePorts, startRedisServer } from '@cueline/shared/testing';
import { type Call, createSimulator } from '@cueline/simulator';
import { Redis } from 'ioredis';
import { startBenchProcess } from './programs/bench-process.js';
import { runBench } from './programs/run-bench.js';
import { describeMachine } from './report/describe-machine.js';
import { createReport } from './report/report.js';
import { cpuSeconds, residentBytes } from './usage/process-usage.js';
import { MB } from './usage/statistics.js';

const CONTACTS = 2000;
const SEGMENTS = 10;
const SEGMENT_MS = 3000;
/** How long a contact is there before somebody speaks: it is announced when the agent answers. */
const SILENT_MS = 3000;
const SPREAD_MS = 20_000;
const PARTITIONS = 8;
/** After its last segment, so that all of it has been heard. */
const END_MS = SILENT_MS + (SEGMENTS + 2) * SEGMENT_MS;
const PATIENCE_MS = 60_000;

const callOf = (_: unknown, call: number): Call => ({
  interactionId: String(100_000 + call),
  endMs: END_MS,
  segments: Array.from({ length: SEGMENTS }, (_each, i) => ({
    segmentId: `${call}-${i}`,
    speaker: i % 2 === 0 ? 'agent' : 'customer',
    startMs: SILENT_MS + i * SEGMENT_MS,
    endMs: SILENT_MS + i * SEGMENT_MS + 2000,
    text: 'thank you for waiting i have your account open in front of me now',
  })),
});

await runBench(async (context) => {
  const report = createReport();
  report.table('machine', [describeMachine()]);
  const server = await startRedisServer();
  context.onEnd(() => server.stop());
  const redis = new Redis(server.url);
  context.onEnd(() => redis.disconnect());
  const simulator = createSimulator({ platform: 'nice', journalFrames: false });
  const url = await simulator.start();
  context.onEnd(() => simulator.stop());
  const [port = 0] = await freePorts(1);
  const ingest = await startBenchProcess('ingest', {
    REDIS_URL: server.url,
    PLATFORM_FILE: 'platforms/nice.yaml',
    CXONE_BASE_URL: url,
    CXONE_TRANSCRIPTION_URL: `${url.replace('http', 'ws')}/agent-assist-notifications/notifications/ws`,
    CXONE_CLIENT_ID: simulator.credentials.clientId,
    CXONE_CLIENT_SECRET: simulator.credentials.clientSecret,
    CXONE_ACCESS_KEY_ID: 'cueline-key',
    CXONE_ACCESS_KEY_SECRET: 'cueline-key-secret',
    RECEIVE_SECRET: 'cueline-announces',
    RECEIVE_PORT: String(port),
    RECEIVE_RATE_MAX: '1000',
  });
  context.onEnd(() => ingest.end());
  await ingest.ready();
  await simulator.sockets.subscribed();
  simulator.announceTo(`http://127.0.0.1:${port}/contacts`);

  const keys = createKeys('cueline');
  const written = async () => {
    const entries = await Promise.all(
      Array.from({ length: PARTITIONS }, (_, partition) => redis.xrange(keys.segments(partition), '-', '+')),
    );
    const contents = entries.flat().map(([, fields]) => fields.join(' '));
    return {
      segments: contents.filter((content) => content.includes('"segmentId"')).length,
      late: contents.filter((content) => content.includes('"late"')).length,
      ends: contents.filter((content) => content.includes('"ended"')).length,
    };
  };
  const before = await cpuSeconds(ingest.pid);
  await simulator.play(Array.from({ length: CONTACTS }, callOf), { spreadMs: SPREAD_MS });
  const untilMs = performance.now() + PATIENCE_MS;
  let found = await written();
  while (found.ends < CONTACTS && performance.now() < untilMs) {
    await delay(500);
    found = await written();
  }
  const cpu = (await cpuSeconds(ingest.pid)) - before;
  const subscribed = new Set(simulator.journal.read({ kind: 'topicSubscribed' }).map(({ topic }) => topic)).size;
  report.table('contacts', [
    {
      contacts: CONTACTS,
      subscribed,
      'segments said': CONTACTS * SEGMENTS,
      'in Redis': found.segments,
      'of contacts heard late': found.late,
      ends: found.ends,
      'CPU of ingest, seconds': cpu,
      'memory of ingest (MB)': (await residentBytes(ingest.pid)) / MB,
    },
  ]);
  report.must('segments in Redis, of those said', found.segments / (CONTACTS * SEGMENTS), { atLeast: 1 });
  report.must('contacts whose end is in Redis', found.ends, { atLeast: CONTACTS });
  report.must('segments of contacts that were heard late', found.late, { atMost: 0 });
  return report.verdicts();
});
