import { describe, expect, test } from 'vitest';
import { createEngine } from './create-engine.js';
import type { PhraseMatch } from './engine.js';

const fillers = ['um', 'uh', 'er', 'you know', 'like', 'so'];
const expansions = { this_call: '(this|the|our) (call|conversation)' };

interface Rule {
  say: string[];
  except?: string[];
  tolerance?: 'exact' | 'asr';
  speaker?: 'agent' | 'customer' | 'any';
}

function engineFor({ say, except = [], tolerance = 'exact', speaker = 'agent' }: Rule) {
  const phrases = (texts: string[]) => texts.map((phrase) => ({ phrase, tolerance }));
  const sayable = { speaker, say: phrases(say), except: phrases(except) };
  return createEngine({ locale: 'en-US', fillers, expansions, sayables: new Map([['rule', sayable]]) });
}

const find = (rule: Rule, ...speech: string[]): PhraseMatch[] => engineFor(rule).match('agent', speech);
const said = (phrase: string, text: string): string[] => find({ say: [phrase] }, text).map(({ words }) => words);

test.each([
  ['cancel [my] (plan|contract)', 'I want to CANCEL my, plan.', 'CANCEL my, plan.'],
  ['cancel [my] (plan|contract)', 'cancel contract now', 'cancel contract'],
  ['we are recording', "we're recording", "we're recording"],
  ["we're recording", 'we are recording', 'we are recording'],
  ["today's call", "today's call", "today's call"],
  ['the call is recorded', "the call's recorded", "the call's recorded"],
  ['we are recording', "we 're recording", "we 're recording"],
  ['the call is recorded', "the call 's recorded", "the call 's recorded"],
  ['we will not share', "we wo n't share", "we wo n't share"],
  ['record* line', 'a recorded line', 'recorded line'],
  ['APR is', 'the a p r is', 'a p r is'],
  ['a p r is', 'the A.P.R. is', 'A.P.R. is'],
  ['APR is', 'the a you know p um r is', 'a you know p um r is'],
  ['APR is', 'the a-p-r is', 'a-p-r is'],
  ['fee cents', 'fee-cents', 'fee-cents'],
  ['this [-] call', 'this call', 'this call'],
  ['this [- [...]] call', 'this call', 'this call'],
  ['information ... purpose', 'information will be used for that purpose', 'information will be used for that purpose'],
  ['<this_call> is recorded', 'our conversation is recorded', 'our conversation is recorded'],
  [
    'this call may be recorded',
    'this um call call may you know may be uh recorded',
    'this um call call may you know may be uh recorded',
  ],
  [
    'which card would you like to replace',
    'which card would you like to replace',
    'which card would you like to replace',
  ],
  ['non-gaap measures', 'non GAAP measures', 'non GAAP measures'],
  ['press star 1', 'press * one', 'press * one'],
  ['press star one', 'press star-1', 'press star-1'],
  ['form 10-k', 'form ten k', 'form ten k'],
  ['form ten q', 'form 10Q,', 'form 10Q,'],
  ['since 2026', 'since twenty twenty six', 'since twenty twenty six'],
  ['fee of $1,200', 'fee of twelve hundred dollars', 'fee of twelve hundred dollars'],
  [
    'fee of {money}',
    'a fee of one hundred and um six dollars and fifty cents today',
    'fee of one hundred and um six dollars and fifty cents',
  ],
  ['fee of {money}', 'fee of $5 million', 'fee of $5 million'],
  ['rate of {percent}', 'rate of four point nine nine percent', 'rate of four point nine nine percent'],
  ['rate of {percent}', 'rate of 4.99%', 'rate of 4.99%'],
  ['rate of 4.99%', 'rate of four point nine nine per cent', 'rate of four point nine nine per cent'],
  ['ending in {digits}', 'ending in one two three four', 'ending in one two three four'],
  ['on the {ordinal}', 'on the twenty first', 'on the twenty first'],
  ['on the 21st', 'on the twenty-first', 'on the twenty-first'],
  ['rate of 0.5 percent', 'rate of zero point five percent', 'rate of zero point five percent'],
  ['rate of 0.5 percent', 'rate of zero and a half percent', 'rate of zero and a half percent'],
  ['fee of 50 cents', 'fee of $0.50', 'fee of $0.50'],
  ['fee of $100', 'fee of a hundred dollars', 'fee of a hundred dollars'],
  ['ending in 0055', 'ending in double oh double five', 'ending in double oh double five'],
  ['ending in 00', 'ending in oh oh', 'ending in oh oh'],
  ['balance is {number} dollars', 'balance is a hundred and six dollars', 'balance is a hundred and six dollars'],
])('%s is heard in: %s', (phrase, text, words) => {
  expect(said(phrase, text)).toEqual([words]);
});

test.each([
  ['this call is recorded', 'this call is not recorded'],
  ['this call is being recorded for quality purposes', "this call is n't being recorded for quality purposes"],
  ['termination fee of {money}', "you do n't, pay a termination fee of $50"],
  ['call is recorded', 'whether this call is recorded'],
  ['is being recorded', 'the call is not being recorded'],
  ['being recorded', 'the call is not being recorded'],
  ['this call is recorded', 'i cannot say whether this call is recorded'],
  ['this call is recorded', 'if this call is recorded'],
  ['this call is recorded', 'i did not say that this call is recorded'],
  ['cancellation fee', 'there is no cancellation fee'],
  ['press star 1', 'press star 100'],
  ['press star 1', 'press star twenty one'],
  ['information ... purpose', 'information will never be used for that purpose'],
  ['information ...2 purpose', 'information will be used for that purpose'],
])('%s is not heard in: %s', (phrase, text) => {
  expect(said(phrase, text)).toEqual([]);
});

describe('a recogniser writes were for we are', () => {
  test.each([
    'were recording this call',
    'okay were um recording this call',
    'hi this is anna with acme were also recording this call',
    "thanks were recordin' this call",
  ])('%s', (text) => {
    expect(said('we are [um|also] recording this call', text)).toHaveLength(1);
  });

  test.each([
    'we were recording this call',
    'they just were recording this call',
    'the agents were recording this call',
    'some were recording this call',
    'they called and were recording this call',
    'were you recording this call',
    'were evening this call',
  ])('but not in: %s', (text) => {
    expect(said('we are (recording|evening) this call', text)).toEqual([]);
  });

  test('what follows decides', () => {
    const engine = engineFor({ say: ['here we are'] });
    const speech = ['and here were', 'recording'];
    expect(engine.match('agent', speech.slice(0, 1))).toEqual([]);
    expect(engine.mayChange('agent', speech, 1).size).toBe(1);
    expect(engine.match('agent', speech)).toHaveLength(1);
  });
});

describe('a pronoun of a phrase may be missing, not be another', () => {
  const heard = (phrase: string, text: string) =>
    find({ say: [phrase], tolerance: 'asr' }, text).map(({ words }) => words);
  const phrase = 'before the visit (we|i) will take your photo';
  test.each(['before the visit we will take your photo', 'before the visit will take your photo'])('%s', (text) => {
    expect(heard(phrase, text)).toEqual([text]);
  });

  test.each(['they will', 'that will', 'that um will', 'you know they will'])('%s', (other) => {
    expect(heard(phrase, `before the visit ${other} take your photo`)).toEqual([]);
  });

  test('at the end of a phrase what follows is no part of it', () => {
    expect(heard('the photo is taken by us there', 'the photo is taken by us that is all')).toEqual([
      'the photo is taken by us',
    ]);
  });
});

test.each([
  ['0.5%', 'point five percent'],
  ['0.5%', '.5%'],
  ['0.5%', 'half a percent'],
  ['0.5%', 'half of one percent'],
  ['0.5%', 'half of 1%'],
  ['0.5%', 'one half percent'],
  ['0.5%', 'a half percent'],
  ['0.5%', '½%'],
  ['0.05%', 'point oh five percent'],
  ['0.9%', 'oh point nine percent'],
  ['0.9%', 'o point nine per cent'],
  ['0.75%', 'three quarters of a percent'],
  ['0.75%', '3/4 percent'],
  ['0.125%', 'an eighth of a percent'],
  ['0.3%', 'three tenths of a percent'],
  ['4.75%', 'four and three quarters percent'],
  ['4.25%', 'four and a quarter percent'],
  ['4.5%', 'four and one half percent'],
  ['6.875%', 'six and seven eighths percent'],
  ['4.75%', '4 3/4 percent'],
  ['6.875%', '6 7/8%'],
  ['5.5%', '5½ percent'],
  ['5.5%', '5 ½ percent'],
  ['$0.50', '$.50'],
  ['$200', '$ 200'],
  ['$200', 'US$200'],
  ['$200', 'USD 200'],
  ['$1,200.50', 'USD1,200.50'],
  ['£20', 'GBP 20'],
  ['$1', 'a dollar'],
  ['$500,000', 'half a million dollars'],
])('%s is the same value as: %s', (written, spoken) => {
  const slot = written.endsWith('%') ? '{percent}' : '{money}';
  const text = `it is ${spoken} today`;
  expect(said(`is ${written} today`, text)).toEqual([`is ${spoken} today`]);
  expect(said(`is ${spoken} today`, `it is ${written} today`)).toEqual([`is ${written} today`]);
  expect(said(`is ${slot} today`, text)).toEqual([`is ${spoken} today`]);
  const words = text.split(' ');
  for (let cut = 1; cut < words.length; cut += 1) {
    const speech = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    expect(find({ say: [`is ${written} today`] }, ...speech)).toHaveLength(1);
  }
});

test.each([
  ['5%', 'point five percent'],
  ['1%', 'half of one percent'],
  ['50 dollars', '$.50'],
])('%s is not a part of: %s', (phrase, text) => {
  expect(said(phrase, `it is ${text} today`)).toEqual([]);
});

test('a number after the word point stands by itself if no percentage is said', () => {
  expect(said('{money}', 'at this point twenty dollars')).toEqual(['twenty dollars']);
});

test.each([
  ['this call may be recorded', 'this call maybe recorded'],
  ['this call is recorded', 'this call is reported'],
  ['this call is being recorded', 'this call being recorded'],
  ['you are on a recorded line', 'you are on the a recorded line'],
  ['harper valley national bank', 'harbor valley national bank'],
  ['a debt collector', 'a debt collect or'],
])('%s is heard at asr in: %s', (phrase, text) => {
  expect(find({ say: [phrase], tolerance: 'asr' }, text)).toHaveLength(1);
  expect(find({ say: [phrase], tolerance: 'exact' }, text)).toHaveLength(0);
});

test.each([
  ['this call is being recorded', 'is this call being recorded'],
  ['this call is being recorded', 'this call is not being recorded'],
  ['this call is being recorded', 'this call is now being monitored'],
  ['you may disconnect', 'you may connect'],
  ['i recorded this call', 'i recorded a song'],
])('%s is not heard at asr in: %s', (phrase, text) => {
  expect(find({ say: [phrase], tolerance: 'asr' }, text)).toEqual([]);
});

test('a phrase may begin in one segment and end in another', () => {
  expect(find({ say: ['this call may be recorded'] }, 'hello this call may', 'be recorded ok')).toEqual([
    { key: 'rule', from: { segment: 0, word: 1 }, to: { segment: 1, word: 1 }, words: 'this call may be recorded' },
  ]);
});

test('an exception that overlaps a match voids it', () => {
  const rule = { say: ['call is recorded'], except: ['call is recorded by you'] };
  expect(find(rule, 'this call is recorded by you')).toEqual([]);
  expect(find(rule, 'this call is recorded by us')).toHaveLength(1);
});

test('only the speaker of a rule is heard', () => {
  expect(find({ say: ['hello there'], speaker: 'customer' }, 'hello there')).toEqual([]);
  expect(find({ say: ['hello there'], speaker: 'any' }, 'hello there')).toHaveLength(1);
});

test('a regular expression sees text without fillers, across segments', () => {
  const sayable = { speaker: 'agent' as const, say: [{ regex: String.raw`(?<!\w)apr\s+of\s+\d+` }], except: [] };
  const engine = createEngine({ locale: 'en-US', fillers, expansions, sayables: new Map([['apr', sayable]]) });
  expect(engine.match('agent', ['an APR um of', '5 percent'])).toEqual([
    { key: 'apr', from: { segment: 0, word: 1 }, to: { segment: 1, word: 0 }, words: 'APR um of 5' },
  ]);
});

const findRegex = (regex: string, ...speech: string[]): string[] => {
  const sayable = { speaker: 'agent' as const, say: [{ regex }], except: [] };
  const engine = createEngine({ locale: 'en-US', fillers, expansions, sayables: new Map([['rule', sayable]]) });
  return engine.match('agent', speech).map(({ words }) => words);
};

test.each([
  [['the apr you know of 12'], 'apr you know of 12'],
  [['the apr You know, of 12'], 'apr You know, of 12'],
  [['the apr you', 'know of 12'], 'apr you know of 12'],
  [['the apr', 'you', 'know', 'um of', '12'], 'apr you know um of 12'],
])('regular expressions skip fillers of several words: %j', (speech, words) => {
  expect(findRegex(String.raw`\bapr of \d+`, ...speech)).toEqual([words]);
});

test.each([
  [String.raw`(?<!\p{L})\p{Lu}{3} of \p{Nd}`, 'the apr of 12', 'apr of 12'],
  [String.raw`caf\P{L}`, 'the caf\u00e9 caf-1', 'caf-1'],
  [String.raw`\-apr|x{2}`, 'the xx', 'xx'],
])(
  'a regular expression may name kinds of characters, or use escapes that the flag for these forbids: %s',
  (regex, text, words) => {
    expect(findRegex(regex, text)).toEqual([words]);
  },
);

test('words of a filler are not fillers by themselves', () => {
  expect(findRegex('do you have', 'do you have an account')).toEqual(['do you have']);
});

test('white space beyond ASCII separates words, next to letters beyond ASCII too', () => {
  expect(find({ say: ['café is open'] }, 'the\u00a0café\u2003is\u3000open')).toHaveLength(1);
});

test.each([
  ['die Gebühr beträgt', ['Die Gebuehr betraegt', 'die gebühr beträgt', 'die Gebuhr betragt', 'die GEBÜHR BETRÄGT']],
  ['die gebuehr betraegt', ['Die Gebühr beträgt', 'die Gebuehr betraegt']],
  ['gebüh* sind', ['Gebuehren sind', 'Gebühren sind']],
  ['gebueh* sind', ['Gebühren sind']],
  ['große Straße', ['grosse Strasse', 'GROSSE STRASSE']],
  ['avgift på lånet', ['avgift paa laanet', 'avgift pa lanet']],
  ['øvrige gebyrer', ['oevrige gebyrer', 'ovrige gebyrer']],
])('a letter with an accent is also written as two or without it: %s', (phrase, heard) => {
  for (const text of heard) expect([text, said(phrase, text)]).toEqual([text, [text]]);
});

test('two letters are not taken for one with an accent where nobody wrote one', () => {
  expect(said('he does', 'he dös')).toEqual(['he dös']);
  expect(said('he does', 'he dos')).toEqual([]);
});

test.each([
  ['₹500', 'five hundred rupees'],
  ['₹ 500', '500 rupees'],
  ['₹1,00,000', '100,000 rupees'],
  ['Rs 500', '500 rupees'],
  ['Rs. 500', '500 rupees'],
  ['Rs.500', '500 rupees'],
  ['INR 500', '500 rupees'],
  ['1.200,50 €', '1,200.50 euros'],
  ['€1.200,50', '1,200.50 euros'],
  ['12,50 €', '12.50 euros'],
  ['1.200.000 €', '1,200,000 euros'],
  ['£12.50', 'twelve pounds fifty pence'],
  ['50 quid', 'fifty pounds'],
  ['A$40', '40 dollars'],
  ['CAD 40', '40 dollars'],
  ['¥5,000', 'five thousand yen'],
  ['500 kr', '500 kronor'],
  ['99¢', '99 cents'],
])('an amount is the same however it is written: %s', (written, spoken) => {
  const text = `a fee of ${written} applies`;
  expect(said('fee of {money} applies', text)).toHaveLength(1);
  expect(said(`fee of ${spoken} applies`, text)).toHaveLength(1);
  expect(said('fee of 7 dollars applies', text)).toEqual([]);
});

test.each([
  ['4,99%', '4.99%'],
  ['4,5%', '4.5%'],
])('a comma may stand for the point: %s', (written, usual) => {
  expect(said(`rate of ${usual}`, `a rate of ${written}`)).toHaveLength(1);
});

test.each(['1,200', '12,500,000', '10,11,12', '3,4'])(
  'what is no number of the continent is read as before: %s',
  (text) => {
    const plainly = text.replace(/(?<=\d),(?=\d{3})/g, '').replaceAll(',', ' ');
    expect(said(text, `it is ${plainly} then`)).toHaveLength(1);
  },
);

describe('a gap passes over a relative clause', () => {
  const engine = createEngine({
    locale: 'en-US',
    fillers: [],
    expansions: {},
    sayables: new Map([
      ['fee', { speaker: 'agent', say: [{ phrase: 'fee ...2 applies', tolerance: 'asr' }], except: [] }],
    ]),
  });
  test.each([
    ['the fee applies', 1],
    ['the fee of 50 applies', 1],
    ['the fee which is 50 dollars for each line applies', 1],
    ['the fee that is in your contract from last year also applies', 1],
    ['the fee of 50 dollars for each line applies', 0],
    ['the fee which is not in your contract applies', 0],
    ['the fee which is in your contract and was there when you signed it in may last year applies', 0],
  ])('%s', (speech, count) => {
    expect(engine.match('agent', [speech])).toHaveLength(count);
  });
});
