import { describe, expect, test } from 'vitest';
import { createMeaningJudge } from '../../meaning/judge-meaning.js';
import { createSpeechReader } from '../../speech/heard-speech.js';
import { createHeardWords } from '../../speech/heard-words.js';
import { createVocabulary } from '../../phrases/vocabulary.js';
import { english } from './english.js';

const vocabulary = createVocabulary();
const heardWords = createHeardWords(vocabulary, []);
const judge = createMeaningJudge(english);

/** Judges the words in square brackets; of a phrase that begins with words in round ones, which were not heard. */
function judged(sentence: string) {
  const [, before = '', subject, match = '', behind = ''] = /^(.*?)\[(?:\((\w+)\) )?(.*?)\](.*)$/.exec(sentence) ?? [];
  const texts = [before, match, behind].map((part) =>
    part
      .trim()
      .split(/\s+/)
      .filter((word) => word !== ''),
  );
  const written = texts.flat();
  const known = new Int32Array(written.flatMap((_, place) => [0, place]));
  const read = createSpeechReader({ vocabulary, partsAt: (place) => heardWords(written[place] ?? ''), fillers: [] });
  const speech = read(
    [written.join(' ')],
    { known, bits: 0, count: written.length, segmentEnds: [written.length] },
    () => [],
  );
  const placeOf = (word: number) => speech.written.filter((each) => each < word).length;
  const [first = [], second = []] = texts;
  const stretch = { from: placeOf(first.length), to: placeOf(first.length + second.length) };
  const { rule, meaning } = judge(speech, stretch, subject === undefined ? undefined : new Set([subject]));
  return { rule, meaning };
}

describe.each(english.rules)('$name', ({ name, means, example, counter }) => {
  test(`decides: ${example}`, () => {
    expect(judged(example)).toEqual({ rule: name, meaning: means });
  });

  test(`does not decide: ${counter}`, () => {
    expect(judged(counter).rule).not.toBe(name);
  });
});

test('each rule has a name of its own', () => {
  expect(new Set(english.rules.map(({ name }) => name)).size).toBe(english.rules.length);
});
