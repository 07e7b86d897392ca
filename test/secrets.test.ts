import { readFile } from 'node:fs/promises';
import { createKeys } from '@cueline/shared';
import type { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { segmentsLeft } from './harness/segments-left.js';
import { startPipelineOn } from './harness/pipeline.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { QUICK } from './harness/timing.js';

const RULES = `
version: 1
disclosures:
  - {id: notice, title: Notice, say: ["your card number {digits} thank you"], due: 2s}
prohibited:
  - {id: number, title: Number, say: ["social security number is {digits}"]}
`;
const CARD = '4111 1111 1111 1111';
const SPOKEN = 'one two three four five six seven eight nine';

/** Everything that Redis holds, apart from speech that is still to be processed and the tail. */
async function readAll(redis: Redis): Promise<string> {
  const texts: string[] = [];
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    texts.push(key);
    if (type === 'string') texts.push((await redis.get(key)) ?? '');
    if (type === 'hash')
      texts.push(
        ...Object.entries(await redis.hgetall(key)).map(([name, text]) => (name === 'tail' ? name : `${name} ${text}`)),
      );
    if (type === 'zset') texts.push(...(await redis.zrange(key, '0', '-1')));
    if (type === 'set') texts.push(...(await redis.smembers(key)));
    if (type === 'stream' && !key.endsWith(':segments'))
      texts.push(...(await redis.xrange(key, '-', '+')).flatMap(([, fields]) => fields));
  }
  return texts.join('\n');
}

test('no token, secret, card or social security number is in a log, a metric or Redis', async () => {
  const pipeline = await startPipelineOn(await startRedis(), {
    rulesFile: await writeRules(RULES),
    settings: { ...QUICK, LOG_LEVEL: 'trace' },
  });
  const { simulator, redis } = pipeline;
  const say = (segmentId: string, text: string) =>
    simulator.pushFrame(speechFrame({ interactionId: 'x', segmentId, text }));
  say('1', `so your card number ${CARD} thank you`);
  say('2', `and the social security number is ${SPOKEN} right`);
  // read over three segments, each with too few digits to be recognised alone
  say('3', 'your card number 5500 00');
  say('4', '00 0000');
  say('5', '0004 thank you');
  simulator.pushFrame({ type: 'transcription', isFinal: true, interactionId: 'x', text: `my card is ${CARD}` });
  simulator.pushFrame(`not json, but the number is ${SPOKEN}`);
  await expect.poll(() => redis.client.exists(createKeys('cueline').badFrames(0))).toBe(1); // or the reset may lose them
  // Secrets leak when things fail: have some failures of each kind.
  simulator.faults.set({ handshakeUnauthorized: { chance: 1, count: 1 }, cueUnauthorized: { chance: 1, count: 2 } });
  simulator.revokeTokens();
  simulator.sockets.reset('all');
  const subscriptions = () => simulator.journal.read({ kind: 'socketSubscribed' }).length;
  await expect.poll(subscriptions).toBe(2);
  simulator.pushFrame(endFrame('x'));
  const outcomes = async () => (await redis.client.keys('*:outcomes')).length;
  await expect.poll(outcomes).toBe(1);
  await expect.poll(() => segmentsLeft(redis.client)).toBe(0);

  const kept = await readAll(redis.client);
  expect(kept).toContain('[number]'); // what was matched was kept, masked
  const logs = [...pipeline.ingests, ...pipeline.matchers, ...pipeline.publishers].flatMap(({ log }) =>
    log.map((line) => JSON.stringify(line)),
  );
  expect(logs.length).toBeGreaterThan(5);
  for (const text of [kept, ...logs]) {
    expect(text).not.toContain(CARD);
    expect(text).not.toContain(SPOKEN);
    expect(text).not.toContain('5500 00');
    expect(text).not.toContain(simulator.credentials.clientSecret);
    expect(text).not.toMatch(/access_token=[^[]/);
  }

  // Pages that a process serves, and the list of processes, have none either.
  for (const process of [...pipeline.ingests, ...pipeline.matchers, ...pipeline.publishers]) {
    await process.ready(); // the failures are over: /readyz is a page like the others
    const pages = await Promise.all(['/metrics', '/readyz', '/healthz'].map((path) => process.read(path)));
    const command = await readFile(`/proc/${process.pid()}/cmdline`, 'utf8');
    expect(command).toContain(process.name);
    for (const text of [...pages, command]) {
      expect(text).not.toContain(simulator.credentials.clientSecret);
      expect(text).not.toMatch(/access_token|Bearer|"x"/);
    }
  }
});
