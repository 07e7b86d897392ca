import { compilePack, formatRuleError, parseRuleFile, type CompiledPack } from '@cueline/rules';
import type { ShadowJudgement } from '@cueline/shared';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPartitionContext } from '../partition/partition-context.js';
import { PACK, startPartition, type TestPartition, X } from '../partition/partition.fixture.js';
import { processEntries } from '../partition/process-entries.js';
import { createShadow } from './shadow.js';

function rulesOf(source: string): CompiledPack {
  const parsed = parseRuleFile(source, { file: 'draft.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error(parsed.errors.map(formatRuleError).join('\n'));
  return compilePack(parsed.pack);
}
const DRAFT = rulesOf(`version: 1
disclosures:
  - {id: notice, title: Notice, say: ["this line is recorded"], due: 30s}
  - {id: name, title: Name, say: ["my name is"], due: 30s}
`);

let partition: TestPartition;
beforeEach(async () => {
  partition = await startPartition();
});
afterEach(() => partition.stop());

function setUp(pack: CompiledPack) {
  const judged: ShadowJudgement[] = [];
  const options = { cueMaxAgeUs: Infinity, idleTimeoutUs: 900_000_000, endLingerUs: 10_000_000 };
  const shadow = createShadow({ file: 'draft.yaml', options, onJudgement: (judgement) => judged.push(judgement) });
  shadow.use(pack);
  const { processing, endings } = createPartitionContext({ ...partition.context, shadow });
  const { redis, keys } = partition;
  return {
    shadow,
    judged,
    say: async (texts: readonly (readonly [atMs: number, text: string | undefined])[]) => {
      for (const [atMs, text] of texts) await partition.write(atMs, text === undefined ? 'ended' : { text });
      await processEntries(0, await partition.take(), processing);
    },
    end: async (ms: number, sinceMs = 500) => {
      await partition.listen('a', sinceMs, ms);
      for (const id of (await partition.deadlines.fire(0)).endings) await endings.end(0, id);
    },
    outcomes: async () =>
      (await redis.xrange(keys.outcomes(0), '-', '+')).map(([, fields]): unknown => JSON.parse(fields[7] ?? '')),
    keys: async () => (await redis.keys('*')).toSorted(),
  };
}

test('what a shadow pack would decide otherwise stands in the outcome and is counted; what is said is not kept', async () => {
  const { shadow, judged, say, end, outcomes, keys } = setUp(DRAFT);
  await say([
    [1000, 'this line is recorded'],
    [2000, 'it is a guaranteed return'],
    [40_000, 'goodbye'],
    [50_000, undefined],
  ]);
  await end(60_001);
  const expected = {
    pack: DRAFT.digest,
    differences: [
      {
        rule: 'notice',
        list: 'disclosure',
        inForce: 'missed',
        shadow: 'satisfied',
        words: 'this line is recorded',
        heardAtMs: 1000,
      },
      { rule: 'name', list: 'disclosure', inForce: 'none', shadow: 'missed' },
      {
        rule: 'promise',
        list: 'prohibited',
        inForce: 'said',
        shadow: 'none',
        words: 'guaranteed return',
        heardAtMs: 2000,
      },
    ],
  };
  expect(await outcomes()).toMatchObject([{ disclosures: { notice: { kind: 'missed' } }, shadow: expected }]);
  expect(judged).toEqual([expected]);
  expect(shadow.describe()).toEqual({
    digest: DRAFT.digest,
    file: 'draft.yaml',
    calls: 1,
    differing: 1,
    rules: [
      ['notice', 1],
      ['name', 1],
      ['promise', 1],
    ],
  });
  expect((await keys()).filter((key) => key.includes('speech'))).toEqual([]);
});

test('it asks for no look, and changes nothing that the pack in force decides', async () => {
  const { say, end } = setUp(rulesOf('version: 1\nprohibited: [{id: hello, title: Hello, say: ["hello there"]}]\n'));
  await say([[1000, 'hello there']]);
  expect(await partition.redis.zcard(partition.keys.outbox(0))).toBe(0);
  await end(5000);
  expect(await partition.redis.hgetall(partition.keys.interaction(0, X))).toMatchObject({
    pack: compilePack(PACK).digest,
  });
});

test('the same pack as a shadow decides the same, whatever was said and in whatever order', async () => {
  const { judged, say, end } = setUp(compilePack(PACK));
  await say([
    [9000, 'is recorded'],
    [8000, 'hello this call'],
    [50_000, undefined],
  ]);
  await end(60_001);
  expect(judged).toEqual([{ pack: compilePack(PACK).digest, differences: [] }]);
});

test('a call of which not all was heard is not compared', async () => {
  const { judged, say, end, outcomes } = setUp(DRAFT);
  await say([[50_000, undefined]]);
  await end(60_001);
  expect(await outcomes()).toMatchObject([{ disclosures: { notice: { kind: 'undecided' } } }]);
  expect(judged).toEqual([]);
});
