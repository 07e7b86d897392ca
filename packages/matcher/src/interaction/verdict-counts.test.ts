import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createVerdictCounts } from './verdict-counts.js';

test('disclosures beyond the first 200 are counted together, so that no pack makes series without end', async () => {
  const registry = new Registry();
  const { counter, count } = createVerdictCounts([registry]);
  count({ notice: { kind: 'missed' } });
  for (let i = 0; i < 300; i += 1) count({ [`rule_${i}`]: { kind: 'missed' } });
  count({ notice: { kind: 'missed' } });
  const { values } = await counter.get();
  expect(values).toHaveLength(201);
  expect(values.find(({ labels }) => labels.disclosure === 'notice')?.value).toBe(2);
  expect(values.find(({ labels }) => labels.disclosure === 'other')?.value).toBe(101);
});
