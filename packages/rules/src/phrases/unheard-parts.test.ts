import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../matching/create-engine.js';
import { englishTokens } from '../words/word-tokens.js';
import { parseRuleFile } from '../checks/parse-rule-file.js';

const engineOf = (phrase: string) =>
  createEngine({
    locale: 'en-US',
    fillers: [],
    expansions: {},
    sayables: new Map([['a', { speaker: 'agent', say: [{ phrase, tolerance: 'exact' }], except: [] }]]),
  });
const messagesOf = (say: unknown) => {
  const source = JSON.stringify({ version: 1, prohibited: [{ id: 'a', title: 'A', say: [say] }] });
  const parsed = parseRuleFile(source, { file: 'f', readFile: () => '' });
  return parsed.ok ? [] : parsed.errors.map(({ message }) => message);
};

/** An ending by itself (`'s`) is not always written, so that it may be missing. */
const isEnding = (text: string) => {
  const tokens = englishTokens(text);
  return tokens.length > 0 && tokens.every(({ kind }) => kind === 'aside');
};

describe('a part that nobody hears is refused', () => {
  test.each([
    String.raw`parking charge \[amount\]`,
    String.raw`parking \<unk\> charge`,
    String.raw`charge \[phone number\] today`,
    String.raw`\(coughs\) charge`,
    'charge 😀',
    'charge ₩ 500',
    'charge = fine',
    'charge ˘ fine',
    'charge ⁄ fine',
    'xxxx charge',
    'charge .. fine',
    'charge... fine',
    'charge… fine',
    String.raw`charge\s+of`,
    String.raw`charge \d`,
    'a'.repeat(70),
  ])('%s', (phrase) => {
    expect(messagesOf(phrase)).toHaveLength(1);
    expect(messagesOf({ phrase })).toHaveLength(1);
  });

  test.each([
    '401\\(k\\) plan',
    'press \\* nine',
    'AT&T – “plan”, today’s; and/or',
    'é ½ 5% $4 #2 @home',
    'গণনা শুল্ক',
    'charge (for parking)',
  ])('unlike %s', (phrase) => {
    expect(messagesOf(phrase)).toEqual([]);
  });
});

test('what is accepted is asked for: without it nothing matches', () => {
  const written = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 4 })
    .filter((text) => /[^\p{P}\s]/u.test(text) && !/[\s()[\]{}<>|\\*]/.test(text));
  fc.assert(
    fc.property(written, (text) => {
      const phrase = `parking charge ${text} applies`;
      if (messagesOf(phrase).length > 0 || isEnding(text)) return;
      const engine = engineOf(phrase);
      expect(engine.match('agent', [phrase])).toHaveLength(1);
      expect(engine.match('agent', ['parking charge applies'])).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('three dots in one character are a gap', () => {
  expect(engineOf('charge … parking').match('agent', ['charge of ten for parking'])).toHaveLength(1);
});

describe('a regular expression that means something else than it seems to is refused', () => {
  test.each([
    String.raw`^parking`,
    String.raw`parking$`,
    String.raw`(?:^|\s)parking`,
    String.raw`parking(?=$|\s)`,
    String.raw`\Aparking`,
    String.raw`parking\z`,
    String.raw`parking(?!.)`,
    '/parking/',
    '/parking/gi',
    '#parking#i',
    '%parking%',
    '~parking~',
    'fees &amp; charges',
    'parking\u200Bcharge',
    String.raw`\\bparking`,
    '(?i)parking',
    '[[:alpha:]] parking',
    String.raw`\hparking`,
    String.raw`parking\ncharge`,
    'parking  charge',
    '\bparking',
  ])('%s', (regex) => {
    expect(messagesOf({ regex })).toHaveLength(1);
  });
  test.each([String.raw`\bparking\s+(?:fee|fine)\b`, '[^a]b [$] and/or', String.raw`\$5 \^ \p{L}`])(
    'unlike %s',
    (regex) => {
      expect(messagesOf({ regex })).toEqual([]);
    },
  );
});

describe('a file in another encoding is refused', () => {
  const linesOf = (source: string) => {
    const parsed = parseRuleFile(source, { file: 'f', readFile: () => '' });
    return parsed.ok ? [] : parsed.errors.map(({ line }) => line);
  };
  const source = 'version: 1\n# für\nprohibited: [{id: a, title: Gebühr, say: [no fee at all]}]\n';
  test('with each line that shows it', () => {
    expect(linesOf(Buffer.from(source, 'latin1').toString('utf8'))).toEqual([2, 3]);
  });
  test('UTF-16 with and without its mark', () => {
    expect(linesOf(Buffer.from(source, 'utf16le').toString('utf8'))).toHaveLength(1);
    expect(linesOf(Buffer.from(`\uFEFF${source}`, 'utf16le').toString('utf8'))).toHaveLength(1);
  });
  test('unlike UTF-8 with its mark', () => {
    expect(linesOf(`\uFEFF${source}`)).toEqual([]);
  });
});
