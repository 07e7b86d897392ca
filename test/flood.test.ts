import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import { createKeys } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { readVerdicts } from './harness/ledger.js';
import { peakMemoryMb } from './harness/peak-memory.js';
import { startPipeline, type Pipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { segmentsLeft } from './harness/segments-left.js';
import { shownCues } from './harness/shown-cues.js';
import { endFrame } from './harness/speech-frame.js';

/** `npm run flood` sets it to a minute. */
const SECONDS = Number(process.env['FLOOD_SECONDS'] ?? 1);
const TIMES = 10;
/** Processing the flood takes at least ten times as long as the flood. */
const LIMIT_MS = 120_000 + SECONDS * 6 * TIMES * 1000;
/** The heap of each process; one that needs more ends. */
const HEAP_MB = 256;
const BUFFER_MB = 64;

/** What is owed depends only on the order of speech, so it stays the same however late speech is heard. */
const RULES = `
version: 1
events:
  closing: {say: ["have a nice day"]}
disclosures:
  - {id: notice, title: Recording notice, say: ["this call is [being] recorded"], before: closing}
prohibited:
  - {id: promise, title: Guaranteed returns, say: ["guaranteed (return|returns)"]}
limits: {quiet: 0s}
`;
const NOTICE = 'hello this call is being recorded';
const PROMISE = 'it has a guaranteed return';
const CLOSING = 'thank you and have a nice day';
/** Calls that are watched: what is said in them, and what they deserve. */
const WATCHED = {
  dutiful: { says: [NOTICE, CLOSING], owed: [], notice: 'satisfied' },
  forgetful: { says: ['hello there', CLOSING], owed: ['forgetful: Recording notice'], notice: 'missed' },
  tardy: { says: [CLOSING, NOTICE], owed: [], notice: 'late' },
  promising: { says: [NOTICE, PROMISE, CLOSING], owed: ['promising: Guaranteed returns'], notice: 'satisfied' },
} as const;
const COPIES = 20;

type Say = (interactionId: string, text: string) => void;

interface Flood {
  readonly segments: number;
  /** 0: as fast as they can be sent. */
  readonly seconds: number;
  readonly calls: number;
}

/** Sends small talk of calls that speak in turn. */
async function flood(say: Say, { segments, seconds, calls }: Flood): Promise<void> {
  const startMs = performance.now();
  for (let sent = 0; sent < segments; sent += 100) {
    for (let i = sent; i < Math.min(segments, sent + 100); i += 1) {
      say(`flood-${i % calls}`, `well let me look at that for you then ${i}`);
    }
    const aheadMs = (sent / segments) * seconds * 1000 - (performance.now() - startMs);
    await (aheadMs > 1 ? delay(aheadMs) : setImmediate());
  }
}

/** How many of these segments are under way: not yet written by ingest, or not yet processed. */
async function underWay({ ingests, redis }: Pipeline, said: number): Promise<number> {
  const metrics = await first(ingests).read('/metrics');
  const values = Array.from(metrics?.matchAll(/^cueline_ingest_(?:written|duplicates)_total\{.*\} (\d+)$/gm) ?? []);
  const written = values.reduce((sum, [, value]) => sum + Number(value), 0);
  return said - written + (await segmentsLeft(redis.client));
}

/** How many segments a second the pipeline processes, once it is warm. */
async function capacityOf(say: Say, workedOff: () => Promise<void>): Promise<number> {
  await flood(say, { segments: 3000, seconds: 0, calls: 1000 });
  await workedOff();
  const segments = 4000;
  const startMs = performance.now();
  await flood(say, { segments, seconds: 0, calls: 1000 });
  await workedOff();
  return (segments * 1000) / (performance.now() - startMs);
}

test(
  `a flood of ${TIMES} times the capacity, for ${SECONDS} s, is processed late and right`,
  { timeout: 2 * LIMIT_MS },
  async () => {
    const pipeline = await startPipeline({
      rulesFile: await writeRules(RULES),
      settings: {
        END_LINGER_MS: '500', // not CLAIM_IDLE_MS: entries that take long under a flood must not be claimed
        CUE_RATE_MAX: '1000',
        CUE_MAX_AGE_MS: '3600000', // or what is heard in the flood would be too old to be cued by the time that it is matched
        INGEST_BUFFER_MB: String(BUFFER_MB),
        NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
      },
      simulator: { journalFrames: false, cueRateMax: 2000 },
    });
    const { simulator, redis, ingests, matchers, publishers } = pipeline;
    const processes = [...ingests, ...matchers, ...publishers];
    const pids = processes.map((one) => one.pid());
    let said = 0;
    const say: Say = (interactionId, text) =>
      void simulator.pushFrame({
        type: 'transcription',
        isFinal: true,
        interactionId,
        segmentId: `${(said += 1)}`,
        speaker: 'agent',
        text,
      });
    const workedOff = () => expect.poll(() => underWay(pipeline, said), { timeout: LIMIT_MS, interval: 50 }).toBe(0);
    const capacity = await capacityOf(say, workedOff);
    const segments = Math.round(capacity * TIMES * SECONDS);

    // About as many calls as segments in a second, so each speaks every second.
    const flooding = flood(say, { segments, seconds: SECONDS, calls: Math.round(capacity * TIMES) });
    const calls = Object.entries(WATCHED).flatMap(([kind, call]) =>
      Array.from({ length: COPIES }, (_, copy) => ({ ...call, id: `${kind}-${copy}` })),
    );
    const lines = Math.max(...calls.map(({ says }) => says.length));
    for (let line = 0; line < lines; line += 1) {
      for (const { id, says } of calls) {
        const text = says[line];
        if (text !== undefined) say(id, text);
      }
      await delay((SECONDS * 1000) / lines);
    }
    await flooding;
    const deepest = await underWay(pipeline, said);
    expect(deepest).toBeGreaterThan(segments / 10); // or it was no flood; what is carried changes with what else the machine does

    await workedOff();
    expect(await segmentsLeft(redis.client)).toBe(0);
    const keys = createKeys('cueline');
    const waiting = async () => {
      const sizes = Array.from({ length: redis.partitions }, (_, p) => redis.client.zcard(keys.outbox(p)));
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    };
    await expect.poll(waiting, { timeout: 60_000 }).toBe(0);
    const owed = calls.flatMap((call) => call.owed.map((line) => line.replace(':', `-${call.id.split('-')[1]}:`)));
    const cued = shownCues(simulator).map(
      ({ interactionId, description }) => `${interactionId}: ${/(?:stated|said): (.*?)\./.exec(description)?.[1]}`,
    );
    expect(cued.filter((line) => !line.startsWith('tardy')).sort()).toEqual(owed.sort());

    for (const { id } of calls) simulator.pushFrame(endFrame(id));
    const verdicts = () => Promise.all(calls.map(async ({ id }) => (await readVerdicts(pipeline, id))?.['notice']));
    await expect.poll(verdicts, { timeout: 60_000 }).toEqual(calls.map(({ notice }) => notice));

    expect(processes.map((one) => one.pid())).toEqual(pids);
    const memory = await Promise.all(pids.map(peakMemoryMb));
    const peaks = Object.fromEntries(processes.map(({ name }, i) => [name, Math.round(memory[i] ?? 0)]));
    const redisMb = Number(/used_memory_peak:(\d+)/.exec(await redis.client.info('memory'))?.[1]) / 1024 / 1024;
    console.log(
      `carried ${Math.round(capacity)}/s; ${segments} segments in ${SECONDS} s, ${deepest} of them waiting at the end; ` +
        `most memory in MB: ${JSON.stringify(peaks)}, redis ${Math.round(redisMb)}`,
    );
    for (const peak of memory) expect(peak).toBeLessThan(HEAP_MB + BUFFER_MB + 200);
    expect(redisMb).toBeLessThan(50 + segments / 500); // 2 KB for each
    expect(await first(ingests).read('/metrics')).toMatch(/^cueline_ingest_dropped_total\{.*\} 0$/m);
  },
);
