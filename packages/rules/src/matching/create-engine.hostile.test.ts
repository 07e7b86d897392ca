import { expect, test } from 'vitest';
import { createEngine } from './create-engine.js';

const size = 256 * 1024;
const repeated = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

const phrase = (text: string) => ({ phrase: text, tolerance: 'asr' as const });
const engine = createEngine({
  locale: 'en-US',
  fillers: ['um', 'you know', 'like'],
  expansions: {},
  sayables: new Map([
    [
      'recorded',
      { speaker: 'agent', say: [phrase('(this|the) call (is|may be) ... recorded')], except: [phrase('by you')] },
    ],
    ['fee', { speaker: 'agent', say: [phrase('fee [of] {money}'), phrase('{percent} ...20 {digits}')], except: [] }],
    ['apr', { speaker: 'agent', say: [phrase('a p r'), { regex: String.raw`apr\s+of\s+\d+` }], except: [] }],
  ]),
});

const texts = {
  'one word without end': repeated('recorded'),
  'one word over and over': repeated('recorded '),
  'a phrase over and over': repeated('this call is recorded '),
  'a filler over and over': repeated('um '),
  'a filler of two words over and over': `call ${repeated('you know ')} recorded`,
  'half a phrase over and over': repeated('call fee '),
  'digits without end': repeated('7'),
  'digits over and over': repeated('7 '),
  'numbers in words': repeated('one hundred million and '),
  'money over and over': repeated('$5 percent '),
  letters: repeated('a p r '),
  apostrophes: repeated("'s "),
  punctuation: repeated('.,;:!? '),
  'combining marks': `a${repeated('\u0301')}`,
  'combining marks on words': repeated('e\u0301\u0302 '),
  emoji: repeated('👩‍👩‍👧‍👦 '),
  'lone surrogates': repeated('\ud800 \udfff'),
  'right-to-left text': repeated('שיחה זו מוקלטת \u202e'),
  'white space': repeated(' \t\u00a0\u2003\n'),
  'control characters': repeated('\u0000\u0007 '),
};

/** What is heard in these, each time that it is said. In the other texts nothing is. */
const heard: Readonly<Record<string, { key: string; piece: string }>> = {
  'a phrase over and over': { key: 'recorded', piece: 'this call is recorded ' },
  letters: { key: 'apr', piece: 'a p r ' },
};

// A step that is quadratic in the number of words would take minutes, more than a test may.
test.each(Object.entries(texts))('hostile speech of 256 KiB is matched: %s', (name, text) => {
  const { key = '', piece = '' } = heard[name] ?? {};
  const times = piece === '' ? 0 : Math.floor(text.length / piece.length);
  expect(engine.match('agent', [text]).map((match) => match.key)).toEqual(Array.from({ length: times }, () => key));
});

test.each(['constructor', 'valueOf', '__proto__', "constructor's", 'a.constructor'])(
  'a name that every JavaScript object has is a word like others: %s',
  (word) => {
    const found = engine.match('agent', [`the ${word} said this call is recorded`]);
    expect(found.map(({ key }) => key)).toEqual(['recorded']);
  },
);

test('speech of many small segments is matched', () => {
  const speech = Array.from(
    { length: 5000 },
    (_, index) => ['this', 'call', 'is', 'recorded', 'okay'][index % 5] ?? '',
  );
  expect(engine.match('agent', speech)).toHaveLength(1000);
});
