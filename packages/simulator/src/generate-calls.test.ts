import { expect, test } from 'vitest';
import { generateCalls } from './generate-calls.js';

const embed = [
  { atMs: 10_000, speaker: 'agent', text: 'this call is' },
  { atMs: 12_000, speaker: 'agent', text: 'being recorded' },
];

test('the same seed makes the same calls', () => {
  expect(generateCalls({ calls: 3, seed: 7 })).toEqual(generateCalls({ calls: 3, seed: 7 }));
  expect(generateCalls({ calls: 3, seed: 7 })).not.toEqual(generateCalls({ calls: 3, seed: 8 }));
});

test('embedded phrases are said at their time, with nothing else by their speaker between', () => {
  for (const { segments } of generateCalls({ calls: 20, embed })) {
    const own = segments.filter(({ speaker, endMs }) => speaker === 'agent' && endMs > 5000 && endMs < 17_000);
    expect(own.map(({ text, endMs }) => [text, endMs])).toEqual([
      ['this call is', 10_000],
      ['being recorded', 12_000],
    ]);
  }
});
