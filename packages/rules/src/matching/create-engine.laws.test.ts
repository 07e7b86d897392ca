import { PASSED_WORDS } from '../phrases/phrase-graph.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from './create-engine.js';
import type { Engine, PhraseMatch } from './engine.js';
import { parsePhrase, type PhraseAst } from '../phrases/phrase.js';

const fillers = ['um', 'uh', 'er', 'you know', 'like', 'so'];
const expansions = { this_call: '(this|the|our) (call|conversation)' };

const phrases = [
  '<this_call> (may be|is [being]|will be) (recorded|monitored)',
  'you are (speaking|talking) on a recorded line',
  'attempt to collect a debt',
  'information ... used for that purpose',
  '(early termination|cancellation|break) fee [of|is|will be] {money}',
  '(annual percentage rate|apr|interest rate) (is|of|will be) {percent}',
  'which card would you like to replace',
  "today's earnings conference call is being recorded",
  'press star [then] [the number] one on your {ordinal} telephone',
  'non-GAAP financial measure*',
  'account ending in {digits}',
  'you have {number} days to cancel the contract',
];

function engineOf(phrase: string, tolerance: 'exact' | 'asr'): Engine {
  const sayable = { speaker: 'agent' as const, say: [{ phrase, tolerance }], except: [] };
  return createEngine({ locale: 'en-US', fillers, expansions, sayables: new Map([[phrase, sayable]]) });
}

const engines = new Map(
  phrases.map((phrase) => [phrase, { exact: engineOf(phrase, 'exact'), asr: engineOf(phrase, 'asr') }]),
);
const all = createEngine({
  locale: 'en-US',
  fillers,
  expansions,
  sayables: new Map(
    phrases.map((phrase) => [
      phrase,
      { speaker: 'agent' as const, say: [{ phrase, tolerance: 'asr' as const }], except: [] },
    ]),
  ),
});

const values = {
  '{money}': fc.constantFrom(
    '$1,200',
    'twelve hundred dollars',
    'fifty cents',
    '$5.50',
    'two million euros',
    '$.50',
    '$ 200',
    'US$20',
    'USD 200',
    'a dollar',
    'half a million dollars',
  ),
  '{percent}': fc.constantFrom(
    '4.99%',
    'four point nine nine percent',
    'five per cent',
    '12 percent',
    '4 3/4 percent',
    '5½ %',
    'point five percent',
    'oh point nine percent',
    'half a percent',
    'four and three quarters percent',
  ),
  '{ordinal}': fc.constantFrom('first', '21st', 'twenty second'),
  '{digits}': fc.constantFrom('1234', 'one two three four', 'four oh five'),
  '{number}': fc.constantFrom('30', 'thirty', 'a hundred and six', 'twelve hundred'),
};

/** Everything that a phrase's own grammar makes. */
function spokenForms(ast: PhraseAst): fc.Arbitrary<string[]> {
  switch (ast.kind) {
    case 'text':
      return fc.constant([ast.prefix ? `${ast.text}s` : ast.text]);
    case 'sequence':
      return fc.tuple(...ast.items.map(spokenForms)).map((parts) => parts.flat());
    case 'alternatives':
      return fc.oneof(...ast.options.map(spokenForms));
    case 'optional':
      return fc.oneof(fc.constant<string[]>([]), spokenForms(ast.item));
    case 'gap':
      return fc.array(fc.constantFrom('obtained', 'today', 'hereby', 'gladly'), { maxLength: ast.max });
    case 'slot':
      return values[`{${ast.slot}}`].map((value) => value.split(' '));
    case 'expansion':
      return spokenForms(parsePhrase(expansions.this_call));
    default:
      return ast satisfies never;
  }
}

interface Said {
  readonly phrase: string;
  readonly words: readonly string[];
}

const said: fc.Arbitrary<Said> = fc
  .constantFrom(...phrases)
  .chain((phrase) => spokenForms(parsePhrase(phrase)).map((words) => ({ phrase, words })));

/** Whole sentences, from their subject on. */
const statement: fc.Arbitrary<Said> = said
  .map(({ phrase, words }) => ({ phrase, words: /fee|rate|apr/.test(words.join(' ')) ? ['the', ...words] : words }))
  .filter(
    ({ words }) =>
      /^(?:this|the|our|you|today's)$/.test(words[0] ?? '') && words.some((word) => /^(?:is|are|may|will)$/.test(word)),
  );

const chatter = fc.array(
  fc.constantFrom(
    'hello',
    'okay',
    'the',
    'call',
    'recorded',
    'fee',
    'is',
    'card',
    'not',
    'um',
    'one',
    '$5',
    'this',
    'rate',
    'debt',
  ),
  { maxLength: 8 },
);

/** A call in which a phrase is said among other words. */
const speech = fc.tuple(chatter, said, chatter).map(([before, { words }, after]) => [...before, ...words, ...after]);

const engineFor = (phrase: string, tolerance: 'exact' | 'asr'): Engine => {
  const engine = engines.get(phrase)?.[tolerance];
  if (engine === undefined) throw new RangeError(phrase);
  return engine;
};

const hears = ({ phrase, words }: Said, tolerance: 'exact' | 'asr'): boolean =>
  engineFor(phrase, tolerance).match('agent', [words.join(' ')]).length > 0;

/** Matches with places counted over all segments, so that cuts do not show. */
function placed(texts: readonly string[], matches: readonly PhraseMatch[]): unknown[] {
  const starts = texts.map(
    (_, index) => texts.slice(0, index).flatMap((text) => text.split(/\s+/).filter(Boolean)).length,
  );
  return matches.map(({ key, from, to, words }) => ({
    key,
    words,
    from: (starts[from.segment] ?? 0) + from.word,
    to: (starts[to.segment] ?? 0) + to.word,
  }));
}

const keysOf = (text: string): string[] => all.match('agent', [text]).map(({ key }) => key);

describe('laws of matching', () => {
  test("speech made by a phrase's own grammar matches it, exactly and with tolerance", () => {
    fc.assert(
      fc.property(said, (each) => {
        expect([hears(each, 'exact'), hears(each, 'asr')]).toEqual([true, true]);
      }),
      { numRuns: 400 },
    );
  });

  test('cutting speech into segments makes no difference', () => {
    fc.assert(
      fc.property(speech, fc.array(fc.nat(20)), (words, cuts) => {
        const ends = [...new Set([...cuts.map((cut) => cut % (words.length + 1)), words.length])].sort((a, b) => a - b);
        const segments = ends.map((end, index) => words.slice(ends[index - 1] ?? 0, end).join(' '));
        const whole = [words.join(' ')];
        expect(placed(segments, all.match('agent', segments))).toEqual(placed(whole, all.match('agent', whole)));
      }),
      { numRuns: 400 },
    );
  });

  test('upper case and punctuation make no difference', () => {
    fc.assert(
      fc.property(speech, fc.array(fc.constantFrom('', ',', '.', '?', '!', ';', ' -', ' …')), (words, marks) => {
        const dressed = words.map(
          (word, index) => `${index % 2 === 0 ? word.toUpperCase() : word}${marks[index] ?? ''}`,
        );
        expect(keysOf(dressed.join(' '))).toEqual(keysOf(words.join(' ')));
      }),
      { numRuns: 400 },
    );
  });

  test('fillers and repeated words do not keep a phrase from matching', () => {
    fc.assert(
      fc.property(
        said,
        fc.array(fc.constantFrom('', '', 'um', 'you know', 'like uh', 'again'), { minLength: 20 }),
        (each, between) => {
          let left = PASSED_WORDS;
          const words = each.words.flatMap((word, index) => {
            const filler = between[index] ?? '';
            left -= filler === '' ? 0 : filler.split(' ').length;
            if (left < 0) return [word];
            if (filler === 'again') return /\d|%/.test(word) || isNumber.test(word) ? [word] : [word, word];
            return filler === '' || index === each.words.length - 1 ? [word] : [word, filler];
          });
          expect(hears({ phrase: each.phrase, words }, 'exact')).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('a match that ends in the last words heard is reported as open', () => {
    fc.assert(
      fc.property(fc.array(chatter, { maxLength: 6 }), speech, fc.nat(20), (earlier, words, cut) => {
        const at = cut % (words.length + 1);
        const segments = [...earlier, words.slice(0, at), words.slice(at)].map((some) => some.join(' '));
        const last = segments.length - 1;
        const ends = all.match('agent', segments).some(({ to }) => to.segment === last);
        expect(all.mayChange('agent', segments, last).size > 0 || !ends).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('matching the same speech twice gives the same answer, whatever was matched in between', () => {
    fc.assert(
      fc.property(speech, speech, (one, other) => {
        const first = all.match('agent', [one.join(' ')]);
        all.match('agent', [other.join(' ')]);
        expect(all.match('agent', [one.join(' ')])).toEqual(first);
      }),
    );
  });

  test('a negation before the verb keeps a phrase from matching', () => {
    const verbs = /^(?:is|be|are|may|will|collect|used|replace|recorded|monitored|speaking|talking)$/;
    fc.assert(
      fc.property(said, fc.constantFrom('not', 'never'), (each, negation) => {
        const verb = each.words.findIndex((word, index) => index > 0 && verbs.test(word));
        fc.pre(verb > 0);
        const words = each.words.toSpliced(verb, 0, negation);
        expect(hears({ phrase: each.phrase, words }, 'asr')).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('an auxiliary before the subject makes a question, which does not match', () => {
    fc.assert(
      fc.property(statement, ({ phrase, words }) => {
        const auxiliary = words.findIndex((word) => /^(?:is|are|may|will)$/.test(word));
        fc.pre(auxiliary > 0);
        const asked = [words[auxiliary] ?? '', ...words.toSpliced(auxiliary, 1)];
        expect(hears({ phrase, words: asked }, 'asr')).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test('suppositions do not match, and statements under a condition do', () => {
    const ahead = fc.constantFrom('if', 'whether', 'let me ask whether', 'i do not know if', 'suppose');
    const condition = fc.constantFrom('if you stay on', 'if approved', 'if you do not mind', 'unless you object');
    fc.assert(
      fc.property(statement, ahead, condition, ({ phrase, words }, supposing, before) => {
        expect(hears({ phrase, words: [supposing, ...words] }, 'asr')).toBe(false);
        expect(hears({ phrase, words: [before, ...words] }, 'asr')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

const isNumber =
  /^(?:one|two|three|four|five|oh|nine|twelve|hundred|million|thirty|six|point|fifty|twenty|second|first|a|and|per|cents?|percent|dollars?|euros|half|quarters|USD|\$)$/;

/** Words that recognisers drop and add; dropping one must leave enough to recognise the phrase by. */
const small = /^(?:a|an|the|this|is|be|are|you|to|on|of|for|will|would|that)$/;
const isPlain = (word: string | undefined): word is string =>
  word !== undefined && /^[a-z]+$/.test(word) && !isNumber.test(word);

/** A gap of five words has no room for a sixth. */
const isInGap = (word: string): boolean => /^(?:obtained|today|hereby|gladly)$/.test(word);

/** What a recogniser may make of one place in what was said; undefined if the slip does not apply. */
const slips: Record<string, (words: readonly string[], place: number) => string[] | undefined> = {
  'two words run together': (words, place) => {
    const [first, second] = [words[place], words[place + 1]];
    return isPlain(first) && isPlain(second) && !isInGap(first) && !isInGap(second)
      ? words.toSpliced(place, 2, first + second)
      : undefined;
  },
  'a word split in two': (words, place) => {
    const word = words[place];
    if (!isPlain(word) || word.length < 6 || word === 'measures' || isInGap(word)) return undefined;
    const middle = Math.floor(word.length / 2);
    return words.toSpliced(place, 1, word.slice(0, middle), word.slice(middle));
  },
  'a small word added': (words, place) =>
    isPlain(words[place]) && isPlain(words[place - 1]) ? words.toSpliced(place, 0, 'the') : undefined,
  'a small word dropped': (words, place) => {
    const telling = words.filter((word) => isPlain(word) && !small.test(word));
    const [word = '', next = ''] = [words[place], words[place + 1]];
    // `a dollar`
    if (isNumber.test(word) && isNumber.test(next)) return undefined;
    return telling.length > 2 && small.test(word) ? words.toSpliced(place, 1) : undefined;
  },
  'an ending taken for another': (words, place) => {
    const word = words[place];
    const others = words.filter((each) => isPlain(each) && !small.test(each)).length - 1;
    if (!isPlain(word) || word.length < 6 || small.test(word) || others < 1) return undefined;
    return words.toSpliced(place, 1, word.endsWith('s') ? word.slice(0, -1) : `${word}s`);
  },
};

describe('slips of recognition', () => {
  test.each(Object.entries(slips))('a phrase is heard in spite of slips: %s', (_name, slip) => {
    fc.assert(
      fc.property(said, fc.nat(20), (each, place) => {
        const words = slip(each.words, place % each.words.length);
        fc.pre(words !== undefined);
        expect(hears({ phrase: each.phrase, words }, 'asr')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['<this_call> (may be|is [being]|will be) (recorded|monitored)', 'this call maybe recorded'],
    ['<this_call> (may be|is [being]|will be) (recorded|monitored)', 'this call may be reported'],
    ['<this_call> (may be|is [being]|will be) (recorded|monitored)', 'the call is the being recorded'],
    ['you are (speaking|talking) on a recorded line', 'you are speaking on recorded line'],
    ['attempt to collect a debt', 'attempt to collected a debt'],
    ['attempt to collect a debt', 'attempt to col lect a debt'],
    ['attempt to collect a debt', 'attempt to collect debt'],
    ['(early termination|cancellation|break) fee [of|is|will be] {money}', 'early terminations fee of $20'],
    ['which card would you like to replace', 'which part would you like to replace'],
    ['which card would you like to replace', 'which car would you like to replace'],
    ["today's earnings conference call is being recorded", 'todays earning conference call is being record'],
    ['non-GAAP financial measure*', 'non gap financial measures'],
    ['you have {number} days to cancel the contract', 'you have thirty days to cancel the contact'],
  ])('%s is heard in: %s', (phrase, text) => {
    expect(hears({ phrase, words: [text] }, 'asr')).toBe(true);
  });
});
