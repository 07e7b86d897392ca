import { rename, rm, writeFile } from 'node:fs/promises';
import { createKeys } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { startProcess } from './harness/cueline-process.js';
import { writeRules } from './harness/rule-file.js';

const rulesWithDue = (due: string) =>
  `version: 1\ndisclosures: [{id: notice, title: Notice, say: ["this call is recorded"], due: ${due}}]\n`;

test('rules that change while Redis is away are those in force once it is there, and a SIGHUP meanwhile does no harm', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  await server.kill();
  const RULES_FILE = await writeRules(rulesWithDue('3s'));
  const matcher = await startProcess('matcher', { REDIS_URL: server.url, RULES_FILE });
  await expect.poll(() => JSON.stringify(matcher.log)).toContain('redis is away');
  await writeFile(RULES_FILE, rulesWithDue('7s'));
  process.kill(matcher.pid(), 'SIGHUP');
  await server.restart();
  await matcher.ready();

  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  const packs = async () => JSON.stringify(await redis.hgetall(createKeys('cueline').packs));
  await expect.poll(packs).toContain('\\"dueMs\\":7000');
  const inForce = () => matcher.log.findLast(({ msg }) => msg === 'rules in force');
  const latest = await redis.hgetall(createKeys('cueline').packs);
  const digest = Object.keys(latest).find((field) => latest[field]?.includes('"dueMs":7000'));
  await expect.poll(inForce).toMatchObject({ pack: digest });
});

test('missing rules are logged once, and taken up when they are back', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const RULES_FILE = await writeRules(rulesWithDue('3s'));
  const matcher = await startProcess('matcher', { REDIS_URL: server.url, RULES_FILE });
  await matcher.ready();
  const logged = (sentence: string) => matcher.log.filter(({ msg }) => msg === sentence).length;
  const refused = () => logged('new rules are refused, the old ones stay in force');

  await rm(RULES_FILE);
  await expect.poll(refused).toBeGreaterThan(0);
  // in one step: a file that is half written is refused, too
  await writeFile(`${RULES_FILE}.part`, rulesWithDue('7s'));
  await rename(`${RULES_FILE}.part`, RULES_FILE);
  await expect.poll(() => logged('rules in force')).toBe(2);
  expect(refused()).toBe(1);
});
