// What it costs to receive a segment at our endpoint, beside the socket that we open. `npm run bench:receive`
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createKeys } from '@cueline/shared';
import { freePorts } from '@cueline/shared/testing';
import { secretHeaders } from '@cueline/simulator';
import type { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { speechFrame } from '../harness/speech-frame.js';
import { startSurroundings, type Surroundings } from './programs/bench-pipeline.js';
import { startBenchProcess } from './programs/bench-process.js';
import { startBenchProgram } from './programs/bench-program.js';
import { type BenchContext, runBench, withEnd } from './programs/run-bench.js';
import { describeMachine } from './report/describe-machine.js';
import { createReport } from './report/report.js';
import { cpuSeconds } from './usage/process-usage.js';
import { median } from './usage/statistics.js';

const SEGMENTS = 20_000;
const ROUNDS = 5;
const CALLS = 400;
/** What is heard in one go, as recognisers send it and bridges that batch. */
const BATCH = 20;
/** Bridges are few. Platforms post for each call by itself. */
const BRIDGES = 16;
const PARTITIONS = 8;
const SECRET = 'a-secret-of-this-benchmark';

type Frame = ReturnType<typeof speechFrame>;
/** Sends all frames; resolves once they are sent. */
type Send = (frames: readonly Frame[]) => Promise<void>;

interface Way {
  readonly name: string;
  /** False where nothing is written to Redis. */
  readonly writes?: false;
  start(context: BenchContext, surroundings: Surroundings): Promise<{ pid: number; send: Send }>;
}

const WAYS: readonly Way[] = [
  { name: 'socket that we open', start: startSocket },
  { name: 'endpoint, WebSocket', start: (...all) => startEndpoint(...all, sendOnSocket) },
  {
    name: `endpoint, POST of ${BATCH}, ${BRIDGES} senders`,
    start: (...all) => startEndpoint(...all, postIn(BATCH, BRIDGES)),
  },
  { name: `endpoint, POST of each, ${BRIDGES} senders`, start: (...all) => startEndpoint(...all, postIn(1, BRIDGES)) },
  { name: `endpoint, POST of each, ${CALLS} senders`, start: (...all) => startEndpoint(...all, postIn(1, CALLS)) },
  { name: `bare node:http, POST of each, ${CALLS} senders`, writes: false, start: startBare },
];

async function startSocket(context: BenchContext, { environment, simulator }: Surroundings) {
  const process = await startBenchProcess('ingest', environment);
  context.onEnd(() => process.end());
  await process.ready();
  await simulator.sockets.subscribed();
  const send: Send = async (frames) => {
    for (const [i, frame] of frames.entries()) {
      simulator.pushFrame(frame);
      if (i % 100 === 0) await delay(0);
    }
  };
  return { pid: process.pid, send };
}

async function startBare(context: BenchContext) {
  const [port = 0] = await freePorts(1);
  const program = startBenchProgram(context, new URL('programs/bare-endpoint-program.ts', import.meta.url));
  await program.ask({ port }, z.object({}));
  return { pid: program.pid, send: postIn(1, CALLS)(port, context) };
}

async function startEndpoint(
  context: BenchContext,
  { environment }: Surroundings,
  sendTo: (port: number, context: BenchContext) => Send | Promise<Send>,
) {
  const [port = 0] = await freePorts(1);
  const process = await startBenchProcess('receive', {
    ...environment,
    RECEIVE_PORT: String(port),
    RECEIVE_SECRET: SECRET,
    RECEIVE_RATE_MAX: '100000',
  });
  context.onEnd(() => process.end());
  await process.ready();
  return { pid: process.pid, send: await sendTo(port, context) };
}

const headers = secretHeaders(SECRET);

async function sendOnSocket(port: number, { onEnd }: BenchContext): Promise<Send> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/frames`, { headers });
  onEnd(() => socket.terminate());
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return async (frames) => {
    for (const [i, frame] of frames.entries()) {
      socket.send(JSON.stringify(frame));
      if (i % 100 === 0) await delay(0);
    }
  };
}

/** Each sender keeps a connection, and waits for the answer to a post before the next. */
const postIn =
  (batch: number, senders: number) =>
  (port: number, { onEnd }: BenchContext): Send => {
    const agent = new Agent({ keepAlive: true, maxSockets: senders });
    onEnd(() => agent.destroy());
    return async (frames) => {
      let next = 0;
      const sendAll = async () => {
        while (next < frames.length) {
          const some = frames.slice(next, next + batch);
          next += batch;
          const status = await post(agent, port, JSON.stringify(batch === 1 ? some[0] : some));
          if (status !== 200) throw new Error(`the endpoint answers ${status ?? 'nothing'}`);
        }
      };
      await Promise.all(Array.from({ length: senders }, sendAll));
    };
  };

const post = (agent: Agent, port: number, body: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    request({ agent, host: '127.0.0.1', port, path: '/frames', method: 'POST', headers: { ...headers, ...length } })
      .on('response', (answer) => answer.resume().on('end', () => resolve(answer.statusCode)))
      .on('error', reject)
      .end(body);
  });

const framesOf = (round: number): Frame[] =>
  Array.from({ length: SEGMENTS }, (_, i) =>
    speechFrame({
      interactionId: `call ${round}-${i % CALLS}`,
      segmentId: String(i),
      text: 'thank you for waiting i have your account open in front of me now',
    }),
  );

async function countWritten(redis: Redis): Promise<number> {
  const keys = createKeys('cueline');
  const lengths = Array.from({ length: PARTITIONS }, (_, partition) => redis.xlen(keys.segments(partition)));
  return (await Promise.all(lengths)).reduce((sum, length) => sum + length, 0);
}

/** CPU time of the process that receives, in µs for each segment. */
async function measure(context: BenchContext, way: Way, round: number): Promise<number> {
  return withEnd(context, async (part) => {
    const surroundings = await startSurroundings(part);
    const { pid, send } = await way.start(part, surroundings);
    const [before, frames] = [await cpuSeconds(pid), framesOf(round)];
    await send(frames);
    while (way.writes !== false && (await countWritten(surroundings.redis)) < frames.length) await delay(20);
    return ((await cpuSeconds(pid)) - before) * (1e6 / frames.length);
  });
}

await runBench(async (context) => {
  const report = createReport();
  report.table('machine', [describeMachine()]);
  const costs = WAYS.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [i, way] of WAYS.entries()) costs[i]?.push(await measure(context, way, round));
  const [socket = []] = costs;
  const shares = costs.map((each) => median(each.map((cost, round) => (socket[round] ?? NaN) / cost)));
  report.note(`Medians of ${ROUNDS} rounds in turn, ${SEGMENTS.toLocaleString('en-US')} segments each.`);
  report.table(
    'ways',
    WAYS.map(({ name }, i) => ({
      way: name,
      'µs of CPU per segment': median(costs[i] ?? []),
      'segments for the same CPU, of the socket': shares[i] ?? NaN,
    })),
  );
  report.must('segments on the endpoint’s WebSocket, of the socket’s', shares[1] ?? NaN, { atLeast: 0.5 });
  report.must(`segments in posts of ${BATCH}, of the socket’s`, shares[2] ?? NaN, { atLeast: 0.5 });
  return report.verdicts();
});
