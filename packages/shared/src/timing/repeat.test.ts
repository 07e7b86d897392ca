import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { repeat } from './repeat.js';

test('a failing step is tried again, and logged once for as long as it fails in the same way', async () => {
  const results = ['full', 'full', 'done', 'full', 'away', 'away'];
  const logged: string[] = [];
  const over = new AbortController();
  await repeat({
    everyMs: 0,
    step: async () => {
      await setImmediate();
      const result = results.shift();
      if (results.length === 0) over.abort();
      if (result !== 'done') throw new Error(result);
    },
    signal: over.signal,
    onError: (error) => logged.push(String(error)),
  });
  expect(logged).toEqual(['Error: full', 'Error: full', 'Error: away']);
});
