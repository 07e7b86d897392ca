import { createKeys } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import type { Sample } from './figures.js';
import { createHistory } from './history.js';

const NOTHING: Sample = {
  segments: null,
  cues: null,
  refused: null,
  live: null,
  backlog: null,
  outbox: null,
  jobs: null,
  watermarkAge: null,
  oldestJob: null,
  cueDelayP50: null,
  cueDelayP99: null,
};

test('the hour and the day add up to what was counted, whatever falls between two steps', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  const history = createHistory({ redis, keys: createKeys('cueline') });
  // two a second for two seconds in each ten, sampled as the console does
  for (let atMs = 0; atMs <= 120_000; atMs += 2000)
    await history.add(atMs, { ...NOTHING, cues: atMs % 10_000 === 0 ? 2 : 0 });
  const sumOf = ({ lines: { cues }, stepMs }: ReturnType<typeof history.hour>, steps: number) =>
    cues.slice(-steps - 1, -1).reduce<number>((sum, value) => sum + ((value ?? 0) * stepMs) / 1000, 0);
  expect(sumOf(history.hour(120_000), 24)).toBeCloseTo(48, 0);
  expect(sumOf(history.day(120_000), 2)).toBeCloseTo(48, 0);
});
