import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createBackground } from './background.js';
import { createMatcherMetrics } from '../metrics.js';

const create = () => {
  const metrics = createMatcherMetrics(new Registry());
  return { metrics, background: createBackground(metrics) };
};
const valueOf = async (metric: { get(): Promise<{ values: { value: number }[] }> }) =>
  (await metric.get()).values[0]?.value;

test('tasks run one at a time, in turn', async () => {
  const { background, metrics } = create();
  const steps: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    background.add(async () => {
      steps.push(`${name} begins`);
      await new Promise(setImmediate);
      steps.push(`${name} ends`);
    });
  }
  expect(await valueOf(metrics.backgroundWaiting)).toBe(3);
  await background.workOff(new AbortController().signal);
  expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(await valueOf(metrics.backgroundWaiting)).toBe(0);
});

test('a task that fails is logged, and the others run the next time', async () => {
  const { background } = create();
  const done: string[] = [];
  background.add(() => Promise.reject(new Error('redis is away')));
  background.add(async () => void done.push('next'));
  const { signal } = new AbortController();
  await expect(background.workOff(signal)).rejects.toThrow('redis is away');
  await background.workOff(signal);
  expect(done).toEqual(['next']);
});

test('on a stop the running task is finished, and no other begins', async () => {
  const { background } = create();
  const done: string[] = [];
  const stopping = new AbortController();
  background.add(async () => {
    stopping.abort();
    await new Promise(setImmediate);
    done.push('in hand');
  });
  background.add(async () => void done.push('next'));
  await background.workOff(stopping.signal);
  expect(done).toEqual(['in hand']);
});

test('beyond the limit no task waits, and that is counted', async () => {
  const { background, metrics } = create();
  for (let i = 0; i < 10_005; i += 1) background.add(() => Promise.resolve());
  expect(await valueOf(metrics.backgroundWaiting)).toBe(10_000);
  expect(await valueOf(metrics.backgroundRefused)).toBe(5);
});
