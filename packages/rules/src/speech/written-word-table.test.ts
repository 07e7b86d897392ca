import { expect, test } from 'vitest';
import { createWrittenWordTable } from './written-word-table.js';

/** A table with the words that it described, as long as they are not forgotten. */
function tableOf(capacity: number) {
  const words: string[] = [];
  const described: string[] = [];
  const read = createWrittenWordTable({
    capacity,
    describe(written) {
      described.push(written);
      words.push(written);
    },
    onForget: () => words.splice(0),
  });
  return {
    described,
    read: (...speech: string[]) => {
      const { numbers, count, segmentEnds } = read(speech);
      const found = Array.from({ length: count }, (_, place) => words[numbers[place] ?? -1]);
      return { words: found, segmentEnds };
    },
  };
}

test('each word is described once', () => {
  const { read, described } = tableOf(100);
  expect(read('this call is', ' is  this\tcall\n')).toEqual({
    words: ['this', 'call', 'is', 'is', 'this', 'call'],
    segmentEnds: [3, 6],
  });
  read('is this it');
  expect(described).toEqual(['this', 'call', 'is', 'it']);
});

test('a mark that is one word is learnt as one in which nothing is spoken, and speech with it is read once', () => {
  const { read, described } = tableOf(100);
  expect(read('this [noise] call <unk>').words).toEqual(['this', '·', 'call', '·']);
  expect(described).toEqual(['this', '·', 'call', '·']);
});

test('words and white space beyond ASCII are distinguished as elsewhere', () => {
  const { read, described } = tableOf(100);
  expect(read('caf\u00e9\u00a0is\u2003open \u0000\u0007').words).toEqual(['caf\u00e9', 'is', 'open', '\u0000\u0007']);
  expect(read('is caf\u00e9').words).toEqual(['is', 'caf\u00e9']);
  expect(described).toEqual(['caf\u00e9', 'is', 'open', '\u0000\u0007']);
});

test('speech of more words than are remembered is read to its end, and so is later speech', () => {
  const { read } = tableOf(10);
  const many = Array.from({ length: 1000 }, (_, index) => `w${index % 700}`);
  for (let time = 0; time < 3; time += 1) {
    expect(read(many.join(' ')).words).toEqual(many);
    expect(read('w1 w2', 'w1').words).toEqual(['w1', 'w2', 'w1']);
  }
});

test('words of hostile length among many others are read', () => {
  const { read } = tableOf(5000);
  const long = 'x'.repeat(1000);
  const many = Array.from({ length: 2000 }, (_, index) => (index % 255 < 2 ? `${long}${index}` : `w${index}`));
  expect(read(many.join(' ')).words).toEqual(many);
  expect(read(many.join(' ')).words).toEqual(many);
});
