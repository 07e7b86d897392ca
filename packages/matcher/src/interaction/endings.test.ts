import { createWrittenFormat, InteractionId, toMs, toUs } from '@cueline/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEndings } from './endings.js';
import type { StreamedEntry } from '../stream/entries.js';
import { createNearMisses } from './near-misses.js';
import { parseNearMisses } from './near-misses-field.js';
import { startPartition, X, type TestPartition } from '../partition/partition.fixture.js';
import { createPartitionContext } from '../partition/partition-context.js';
import { processEntries } from '../partition/process-entries.js';

const permutations = (of: readonly number[]): number[][] =>
  of.length === 0
    ? [[]]
    : of.flatMap((first) => permutations(of.filter((other) => other !== first)).map((rest) => [first, ...rest]));

let partition: TestPartition;
beforeEach(async () => {
  partition = await startPartition();
});
afterEach(() => partition.stop());

const take = () => partition.take();
const process = (entries: readonly StreamedEntry[]) => processEntries(0, entries, partition.processing);

describe('endings', () => {
  const outcomes = async () => {
    const entries = await partition.redis.xrange(partition.keys.outcomes(0), '-', '+');
    return entries.map(([, fields]) => ({
      revision: fields[3],
      final: fields[5],
      outcome: JSON.parse(fields[7] ?? ''),
    }));
  };
  /** Advances how far was listened, and ends the interactions then due to end. */
  const listenUntil = async (ms: number) => {
    await partition.listen('a', 500, ms);
    const { endings } = await partition.deadlines.fire(0);
    for (const id of endings) await partition.endings.end(0, id);
  };

  test('an interaction ended by a frame has a final outcome after a while, and refuses later speech', async () => {
    await partition.write(1000, { text: 'hello', attributes: { skill: 'loans', ssn: '123-45-6789' } });
    await partition.write(50_000, 'ended');
    await partition.write(55_000, { text: 'this call is recorded' });
    await process(await take());
    await listenUntil(60_000);
    expect(await outcomes()).toEqual([]);
    await listenUntil(60_001);
    expect(await outcomes()).toMatchObject([
      {
        revision: '1',
        final: '1',
        outcome: {
          endedBy: 'frame',
          attributes: { skill: 'loans', ssn: '[number]' },
          disclosures: { notice: { kind: 'late' } },
        },
      },
    ]);
    expect((await partition.metrics.verdicts.counter.get()).values).toMatchObject([
      { labels: { disclosure: 'notice', verdict: 'late' }, value: 1 },
    ]);
    await partition.write(70_000, { text: 'too late', startMs: 49_000 });
    expect((await process(await take())).refused).toBe(1);
    expect(await partition.redis.keys('test:{0}:*')).not.toContain(partition.keys.deadlines(0));
    expect(await partition.redis.ttl(partition.keys.interaction(0, X))).toBeGreaterThan(3500);
  });

  test('an interaction ended by silence may resume, and its outcome is then written again', async () => {
    await partition.write(1000, { text: 'hello' });
    await process(await take());
    await listenUntil(901_001);
    expect(await outcomes()).toMatchObject([
      { revision: '1', final: '0', outcome: { disclosures: { notice: { kind: 'missed' } } } },
    ]);
    await partition.write(901_500, { text: 'this call is recorded' });
    await process(await take());
    await listenUntil(1_801_501);
    expect(await outcomes()).toMatchObject([
      {},
      { revision: '2', final: '0', outcome: { disclosures: { notice: { kind: 'late' } } } },
    ]);
    await listenUntil(1_801_500 + 1001);
    await listenUntil(1_801_500 + 1002);
    expect(await partition.redis.exists(partition.keys.interaction(0, X))).toBe(0);
    expect(await outcomes()).toHaveLength(2);
  });

  test('an interaction that resumes after silence owes what it owed before, and a look is requested', async () => {
    await partition.write(1000, { text: 'a guaranteed return' });
    await process(await take());
    const interaction = partition.keys.interaction(0, X);
    const planned = await partition.redis.hget(interaction, 'looks');
    await listenUntil(901_001); // the deadline and the end pass at once
    expect(await partition.redis.hget(interaction, 'looks')).toBe('');
    expect(await partition.redis.zcard(partition.keys.outbox(0))).toBe(0);
    await partition.write(901_500, { text: 'are you still there' });
    const { lookRequests } = await process(await take());
    expect(lookRequests).toMatchObject([{ interactionId: X, critical: true }]);
    expect(await partition.redis.hget(interaction, 'looks')).toBe(planned);
    await partition.listen('a', 500, 902_000);
    expect((await partition.deadlines.fire(0)).lookRequests).toMatchObject([{ interactionId: X }]);
  });

  test('a replica matches an interaction again if it fell silent meanwhile', async () => {
    await partition.write(1000, { text: 'hello' });
    await process(await take());
    await listenUntil(901_001);
    const fresh = createPartitionContext(partition.context).processing;
    const [now] = await fresh.interactions.read(0, [X]);
    expect(now).toMatchObject({ fellSilent: true, known: { state: { lastHeardAtUs: 1_000_000 } } });
    await partition.write(901_500, { text: 'hello again' });
    expect(await process(await take())).toMatchObject({ rematched: 1 }); // it remembered otherwise
    expect(await partition.redis.hget(partition.keys.interaction(0, X), 'closed')).toBeNull();
  });

  test('an interaction under a reused id has its own deadlines, end and outcome', async () => {
    await partition.write(1000, { text: 'this call is recorded' });
    await partition.write(50_000, 'ended');
    await process(await take());
    await listenUntil(60_001);
    await partition.write(70_000, 'ended'); // repeated
    await partition.write(80_000, { text: 'a guaranteed return' });
    await partition.write(81_000, { text: 'said before the end', startMs: 49_500 });
    await listenUntil(75_000);
    const { lookRequests, refused } = await process(await take());
    expect({ lookRequests, refused }).toMatchObject({
      lookRequests: [{ interactionId: X, critical: true }],
      refused: 1,
    });
    const key = partition.keys.interaction(0, X);
    expect(await partition.redis.ttl(key)).toBe(-1);
    await listenUntil(110_001);
    expect(await partition.redis.zscore(partition.keys.outbox(0), X)).not.toBeNull();
    await partition.write(120_000, 'ended');
    await process(await take());
    await listenUntil(130_001);
    expect(await outcomes()).toMatchObject([
      { outcome: { firstHeardAtMs: 1000, disclosures: { notice: { kind: 'satisfied' } }, prohibited: [] } },
      {
        revision: '1',
        final: '1',
        outcome: { reuse: 1, firstHeardAtMs: 80_000, endedAtMs: 120_000, disclosures: { notice: { kind: 'missed' } } },
      },
    ]);
  });

  test('speech of the next interaction under an id stays in the stream until the one before has its outcome', async () => {
    await partition.write(1000, { text: 'hello' });
    await partition.write(50_000, 'ended');
    await partition.write(61_000, { text: 'hello again' });
    await partition.write(65_000, 'ended');
    const { waiting, refused, lateEnds } = await process(await take());
    expect({ heard: waiting.map(({ heardAtUs }) => toMs(heardAtUs)), refused, lateEnds }).toEqual({
      heard: [61_000, 65_000],
      refused: 0,
      lateEnds: 0,
    });
    expect(await partition.redis.xlen(partition.keys.segments(0))).toBe(2);
    await listenUntil(100_000); // as far as the oldest of them
    expect((await process(waiting)).waiting).toEqual([]);
    await listenUntil(100_001);
    expect(await outcomes()).toMatchObject([
      { outcome: { lastHeardAtMs: 1000 } },
      { outcome: { reuse: 1, firstHeardAtMs: 61_000, endedAtMs: 65_000 } },
    ]);
    expect(await partition.redis.xlen(partition.keys.segments(0))).toBe(0);
  });

  test('an interaction under a reused id ends by its own end frame, also if that is processed before its speech', async () => {
    await partition.write(1000, { text: 'hello' });
    await partition.write(50_000, 'ended');
    await process(await take());
    await listenUntil(60_001);
    await partition.write(70_000, { text: 'hello again' });
    await partition.write(90_000, 'ended');
    await listenUntil(120_000); // as far as the speech
    const [speech, end] = await take();
    if (speech === undefined || end === undefined) throw new Error('not written');
    expect((await process([end])).waiting).toEqual([end]);
    await process([speech]);
    await process([end]);
    await listenUntil(120_001);
    expect(await outcomes()).toMatchObject([{}, { outcome: { reuse: 1, firstHeardAtMs: 70_000, endedAtMs: 90_000 } }]);
  });

  test('speech processed long after its end frame is refused, also if both were waiting together', async () => {
    await partition.write(1000, { text: 'hello' });
    await partition.write(50_000, 'ended');
    await partition.write(60_000, { text: 'goodbye' });
    await partition.write(150_000, { text: 'this call is recorded', startMs: 45_000 });
    expect(await process(await take())).toMatchObject({ refused: 1 });
    await listenUntil(150_001);
    expect(await outcomes()).toMatchObject([
      { outcome: { lastHeardAtMs: 60_000, disclosures: { notice: { kind: 'missed' } } } },
    ]);
  });

  test('an end frame does not end an interaction if speech heard long after it was counted first', async () => {
    await partition.write(1000, { text: 'hello' });
    await partition.write(61_000, { text: 'this call is recorded' });
    await process(await take());
    await partition.write(50_000, 'ended');
    expect(await process(await take())).toMatchObject({ lateEnds: 1 });
    await listenUntil(70_000);
    expect(await outcomes()).toEqual([]);
    await partition.write(80_000, 'ended');
    await process(await take());
    await listenUntil(90_001);
    expect(await outcomes()).toMatchObject([{ outcome: { firstHeardAtMs: 1000, endedAtMs: 80_000 } }]);
  });

  test('an end frame of the interaction before does not end the next under its id, however late it is written', async () => {
    await partition.write(1000, { text: 'hello' });
    await partition.write(50_000, 'ended');
    await process(await take());
    await listenUntil(60_001);
    await partition.write(70_000, { text: 'hello again' });
    await listenUntil(75_000);
    await process(await take());
    await partition.write(50_100, 'ended');
    await partition.write(69_000, 'ended');
    expect(await process(await take())).toMatchObject({ lateEnds: 2 });
    await listenUntil(100_000);
    expect(await outcomes()).toHaveLength(1);
  });

  test('whose end was requested twice ends once, and not the one that has its id next', async () => {
    await partition.write(1000, { text: 'hello' });
    await partition.write(50_000, 'ended');
    await process(await take());
    await listenUntil(60_001);
    await partition.write(70_000, { text: 'hello again' });
    await listenUntil(75_000);
    await process(await take());
    await partition.listen('a', 500, 80_000);
    await partition.deadlines.fire(0);
    expect(await partition.endings.end(0, X)).toBe(false);
    await listenUntil(970_001);
    expect(await outcomes()).toMatchObject([{ outcome: { endedBy: 'frame' } }, { outcome: { endedBy: 'silence' } }]);
    expect(await partition.endings.end(0, X)).toBe(false);
    expect(await partition.redis.hget(partition.keys.interaction(0, X), 'closed')).toBe('silence');
  });

  test('an interaction is another than the one before under its id, in whatever order replicas process speech and end frames', async () => {
    const orders = permutations([0, 1, 2, 3]);
    const ids = orders.map((order) => InteractionId.parse(order.join('')));
    const entries = new Map<string, StreamedEntry[]>();
    for (const id of ids) {
      await partition.write(1000, { text: 'this call is recorded' }, id);
      await partition.write(50_000, 'ended', id);
      await partition.write(80_000, { text: 'a guaranteed return' }, id);
      await partition.write(90_000, 'ended', id);
    }
    for (const entry of await take()) {
      const { interactionId } = entry;
      entries.set(interactionId, [...(entries.get(interactionId) ?? []), entry]);
    }
    await listenUntil(85_000);
    let left = orders.flatMap((order, i) => order.flatMap((at) => entries.get(ids[i] ?? '')?.[at] ?? []));
    for (let round = 0; round < 3; round += 1) {
      const waiting: StreamedEntry[] = [];
      for (const entry of left) waiting.push(...(await process([entry])).waiting);
      left = waiting;
      await listenUntil(85_000);
    }
    await listenUntil(100_001);
    expect(left).toEqual([]);
    const all = (await outcomes()).map(({ outcome }) => outcome);
    for (const id of ids) {
      expect(all.filter(({ interactionId }) => interactionId === id)).toMatchObject([
        { endedAtMs: 50_000, disclosures: { notice: { kind: 'satisfied' } }, prohibited: [] },
        { reuse: 1, endedAtMs: 90_000, disclosures: { notice: { kind: 'missed' } }, prohibited: [{ id: 'promise' }] },
      ]);
    }
  });

  test('an interaction that fell silent in a gap is undecided, not missed', async () => {
    await partition.listen('a', 500, 2000);
    await partition.write(1000, { text: 'hello' });
    await process(await take());
    await partition.deadlines.fire(0);
    await partition.listen('a', 600_000, 901_001);
    const { endings } = await partition.deadlines.fire(0);
    for (const id of endings) await partition.endings.end(0, id);
    expect(await outcomes()).toMatchObject([
      { outcome: { endedBy: 'silence', disclosures: { notice: { kind: 'undecided' } } } },
    ]);
  });

  test('an ending is handed out once, and again 5 s later if nobody ended the interaction', async () => {
    await partition.write(1000, 'ended');
    await process(await take());
    const endingsAt = async (ms: number) => {
      await partition.listen('a', 500, ms);
      return (await partition.deadlines.fire(0)).endings;
    };
    expect(await endingsAt(11_001)).toEqual([X]);
    expect(await endingsAt(16_001)).toEqual([]);
    expect(await endingsAt(16_002)).toEqual([X]);
    expect(await partition.endings.end(0, X)).toBe(true);
    expect(await endingsAt(60_000)).toEqual([]);
  });

  test('an interaction that lived in a gap is undecided, not missed', async () => {
    await partition.listen('a', 500, 2000);
    await partition.write(1000, { text: 'hello' });
    await process(await take());
    await partition.deadlines.fire(0);
    await partition.write(50_000, 'ended');
    await process(await take());
    await partition.listen('a', 4000, 60_001);
    const { endings } = await partition.deadlines.fire(0);
    for (const id of endings) await partition.endings.end(0, id);
    expect(await outcomes()).toMatchObject([{ outcome: { disclosures: { notice: { kind: 'undecided' } } } }]);
  });

  test('an interaction that was heard late, or not all the time, is undecided, unless what was missing is heard', async () => {
    const [late, part, said] = ['late', 'part', 'said'].map((id) => InteractionId.parse(id));
    await partition.write(1000, { text: 'hello', late: true }, late);
    await partition.write(1001, { text: 'hello' }, part);
    await partition.write(1002, { text: 'this call is recorded', late: true }, said);
    await partition.write(50_000, 'ended', late);
    await partition.write(50_001, 'ended unheard', part);
    await partition.write(50_002, 'ended unheard', said);
    await process(await take());
    await listenUntil(60_010);
    const kinds = (await outcomes()).map(({ outcome }) => [outcome.interactionId, outcome.disclosures.notice.kind]);
    expect(Object.fromEntries(kinds)).toEqual({ late: 'undecided', part: 'undecided', said: 'satisfied' });
  });

  test('an interaction that is heard again while it is being ended continues', async () => {
    await partition.write(1000, { text: 'hello' });
    await process(await take());
    const { redis, keys } = partition;
    const key = keys.interaction(0, X);
    await partition.listen('a', 500, 901_001);
    expect((await partition.deadlines.fire(0)).endings).toEqual([X]);
    // the state that was read to end it is out of date when it ends
    let hear = () => {};
    const heard = new Promise<void>((resolve) => (hear = resolve))
      .then(() => partition.write(901_500, { text: 'are you still there' }))
      .then(take)
      .then(process);
    const { packFor } = partition.processing;
    const endings = createEndings({
      format: createWrittenFormat(),
      redis,
      keys,
      packFor: (digest) => {
        hear();
        return heard.then(() => packFor(digest));
      },
      onCut: () => {},
      onVerdicts: () => {},
      idleTimeoutUs: 900_000_000,
      resumeUs: 1_000_000,
      outcomeRetentionMs: 604_800_000,
    });
    expect(await endings.end(0, X)).toBe(false);
    await heard;
    expect(await outcomes()).toEqual([]);
    expect(await redis.hget(key, 'closed')).toBeNull();
  });

  test('an interaction with only an end frame is undecided, not missed', async () => {
    await partition.write(1000, 'ended');
    await process(await take());
    await listenUntil(11_001);
    expect(await outcomes()).toMatchObject([{ outcome: { disclosures: { notice: { kind: 'undecided' } } } }]);
  });

  test('near misses that were still searched for when a call ended are not those of the next under its id', async () => {
    await partition.write(1000, { text: 'this call will be recorded' });
    await process(await take());
    const nearMisses = createNearMisses({
      ...partition,
      packFor: async (digest) => {
        await partition.write(50_000, 'ended');
        await process(await take());
        await listenUntil(60_001);
        await partition.write(70_000, { text: 'hello again' });
        await listenUntil(75_000);
        await process(await take());
        return partition.processing.packFor(digest);
      },
      onCut: () => undefined,
    });
    await nearMisses.keep(0, X);
    const next = await partition.redis.hmget(partition.keys.interaction(0, X), 'reuse', 'nearMisses');
    expect(next).toEqual(['1', null]);
  });

  test('near misses are kept from when a disclosure became due until the outcome', async () => {
    await partition.write(1000, { text: 'this call is not recorded' });
    await process(await take());
    await listenUntil(31_001);
    await partition.nearMisses.keep(0, X);
    const near = {
      key: 'notice#0',
      segmentId: 's1000',
      heardAtMs: 1000,
      words: 'this call is not recorded',
      by: 'not',
    };
    const kept = await partition.redis.hgetBuffer(partition.keys.interaction(0, X), 'nearMisses');
    const { heardAtMs, ...others } = near;
    expect(parseNearMisses(kept ?? Buffer.from(''))).toMatchObject([{ ...others, heardAtUs: toUs(heardAtMs) }]);
    // Much later, when it is no longer in the tail.
    for (let ms = 60_000; ms < 100_000; ms += 5000)
      await partition.write(ms, { text: 'one two three four five six seven' });
    await partition.write(100_000, 'ended');
    await process(await take());
    await listenUntil(110_001);
    expect(await outcomes()).toMatchObject([{ outcome: { nearMisses: [near] } }]);
  });
});
