import { expect, test } from 'vitest';
import { cuedItems } from './cued-items.js';

const rule = (id: string, title: string) => ({
  id,
  title,
  cue: 'off' as const,
  examples: { said: [], notSaid: [] },
  speaker: 'agent' as const,
  say: [{ regex: id }],
  except: [],
});
const disclosure = (id: string, title: string) => {
  const { speaker, say, except, ...rest } = rule(id, title);
  return { ...rest, elements: [{ speaker, say, except }], need: 1, sinceAfter: false };
};
const pack = {
  disclosures: [disclosure('notice', 'Notice'), disclosure('apr', 'APR, with fees'), disclosure('fee', 'Fee')],
  prohibited: [rule('returns', 'Guaranteed returns')],
};

test('a cue names every disclosure whose title it lists, also one with a comma in it', () => {
  const description = 'Agent has not yet stated: Notice, APR, with fees. Please complete required disclosures.';
  expect(cuedItems(description, pack)).toEqual(['notice', 'apr']);
  expect(cuedItems('Agent has not yet stated: Fee. Please complete.', pack)).toEqual(['fee']);
});

test('a cue of a prohibited phrase names that', () => {
  expect(cuedItems('Agent said: Guaranteed returns. Correct that.', pack)).toEqual(['returns']);
});
