import { emptyState, formatState, parseRuleFile } from '@cueline/rules';
import { createKeys, InteractionId } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { acknowledgeRule } from './acknowledge.js';

const RULES = `
version: 1
disclosures:
  - {id: recording_notice, title: Notice, say: [call is recorded], due: 2s}
  - {id: fee_terms, title: Terms, say: [our terms apply], due: 2s}
prohibited: [{id: promise, title: Promise, say: [guaranteed returns]}]
`;

test('a rule that the call does not have, or does not owe, is not ticked off', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  const keys = createKeys('cueline');
  const parsed = parseRuleFile(RULES, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules cannot be read');
  await redis.hset(keys.packs, 'digest', JSON.stringify(parsed.pack));
  const stored = { pack: 'digest', rev: 'r', state: formatState(emptyState(1e6)), looks: '', endAt: '900000' };
  await redis.hset(keys.interaction(0, InteractionId.parse('4711')), stored);
  const tickOff = (rule: string, id = '4711') =>
    acknowledgeRule({ redis, prefix: 'cueline', epoch: 0, partitions: 1 }, id, { rule, user: 'ann', reason: 'x' });
  const unknown = (why: string) => ({ became: 'unknown', why });

  expect(await tickOff('recording-notice')).toEqual(
    unknown('there is no disclosure recording-notice (did you mean recording_notice?)'),
  );
  expect(await tickOff('toString')).toEqual(
    unknown('there is no disclosure toString (there are: recording_notice, fee_terms)'),
  );
  expect(await tickOff('promise')).toEqual(unknown('promise is a prohibited phrase: it is never owed'));
  expect(await tickOff('recording-notice', '4712')).toEqual({ became: 'over' });
  expect(await tickOff('recording_notice')).toEqual({ became: 'done' });
});
