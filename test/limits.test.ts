import { InteractionId } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { speechFrame } from './harness/speech-frame.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { QUICK } from './harness/timing.js';

const MORE_THAN_KEPT = 9;
const disclosures = Array.from(
  { length: MORE_THAN_KEPT },
  (_, i) => `  - {id: d${i}, title: D${i}, say: ["${'abcdefghi'[i]}lpha bravo charlie"], due: 1s}`,
);

test('each limit on what is kept of an interaction is counted when it cuts something', async () => {
  const rulesFile = await writeRules(`
version: 1
disclosures:
${disclosures.join('\n')}
prohibited:
  - {id: promise, title: Promise, say: ["guaranteed return"]}
`);
  const { simulator, matchers } = await startPipeline({ publishers: 0, rulesFile, settings: QUICK });
  const interactionId = InteractionId.parse('flood');
  let said = 0;
  const say = (text: string, more = {}) => {
    said += 1;
    simulator.pushFrame({
      ...speechFrame({ interactionId, segmentId: `${said}`, text }),
      ...more,
    });
  };
  const isCounted = (name: string, labels = '', before = () => {}) => {
    const metrics = () => {
      before();
      return first(matchers).read('/metrics');
    };
    const line = new RegExp(`^${name}\\{.*${labels}.*\\} [1-9]`, 'm');
    return expect.poll(metrics).toMatch(line);
  };
  const cut = (what: string) => isCounted('cueline_matcher_cut_interactions_total', `what="${what}"`);

  say('bravo charlie');
  await cut('near_misses');
  say('hello', { attributes: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`name${i}`, 'x'])) });
  await cut('attributes');
  for (let i = 0; i < 20; i += 1) say('a guaranteed return');
  await cut('matches');
  for (let i = 0; i < 301; i += 1) say('yes');
  await cut('speech');
  const manyWords = (from: number) => Array.from({ length: 30_000 }, (_, i) => `w${from + i}`).join(' ');
  say(manyWords(0));
  say(manyWords(30_000));
  // there is room again when speech is read next
  await isCounted('cueline_matcher_words_forgotten_total', '', () => say('yes'));
});
