/**
 * What a written word is made of once case, punctuation and contractions are out of the way. `we're` gives we + are,
 * `non-GAAP` non + gaap, `$1,200` 1200 + dollars, `20F` 20 + f, `[noise]` nothing.
 */
export interface WordToken {
  /** In lower case; a number in digits is written plainly (`1200`, `4.99`). */
  readonly text: string;
  /** `aside`: stands for what is not always written or spoken (`'s`, the dot of a name), so matching may pass over it. */
  readonly kind: 'word' | 'digits' | 'ordinal' | 'aside';
}

/** Longer words are cut here: no word of a phrase is as long, and it bounds the work on hostile text. */
const maxWordLength = 48;

const symbols = new Map(
  Object.entries({
    $: 'dollars',
    '£': 'pounds',
    '€': 'euros',
    '%': 'percent',
    '*': 'star',
    '#': 'pound',
    '&': 'and',
    '+': 'plus',
    '@': 'at',
  }),
);

/** What is said as one word and written as several, and forms that recognisers write without their apostrophe. */
const longForms = new Map(
  Object.entries({
    "won't": 'will not',
    "can't": 'can not',
    "shan't": 'shall not',
    "ain't": 'is not',
    "y'all": 'you all',
    "o'clock": 'oclock',
    cannot: 'can not',
    cant: 'can not',
    dont: 'do not',
    doesnt: 'does not',
    didnt: 'did not',
    isnt: 'is not',
    arent: 'are not',
    wasnt: 'was not',
    werent: 'were not',
    wont: 'will not',
    wouldnt: 'would not',
    couldnt: 'could not',
    shouldnt: 'should not',
    hasnt: 'has not',
    havent: 'have not',
    gonna: 'going to',
    wanna: 'want to',
    gotta: 'got to',
    lemme: 'let me',
    gimme: 'give me',
    youre: 'you are',
    theyre: 'they are',
    youve: 'you have',
    weve: 'we have',
    youll: 'you will',
    alright: 'all right',
  }),
);

const endings: readonly (readonly [string, string])[] = [
  ["n't", 'not'],
  ["'re", 'are'],
  ["'ll", 'will'],
  ["'ve", 'have'],
  ["'m", 'am'],
];

const pieces =
  /(?<symbol>[$£€%*#&+@])|(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?<ordinal>(?:st|nd|rd|th)(?!\p{L}))?|(?<word>\p{L}+(?:'\p{L}+)*)|(?<dot>\.(?=\p{L}))/gu;

/** A sound that is not speech, as recognisers write it: `[noise]`, `<unk>`. */
const notSpeech = /^[[<][^\s]*[\]>][.,]?$/;

/** Letters with dots between them: `a.p.r.` */
const dottedLetters = /^(?:\p{L}\.){2,}$|^(?:\p{L}\.)+\p{L}$/u;

/** Takes one written word (without white space) apart. */
export function wordTokens(written: string): WordToken[] {
  const word = plain(written);
  if (notSpeech.test(word)) return [];
  if (dottedLetters.test(word.replace(/[,?!:;]+$/, ''))) {
    return [{ text: word.replace(/[^\p{L}]/gu, ''), kind: 'word' }];
  }
  const tokens: WordToken[] = [];
  for (const match of word.matchAll(pieces)) {
    const { symbol, number, ordinal, word: letters } = match.groups ?? {};
    if (letters !== undefined) tokens.push(...spokenWords(letters));
    else if (number !== undefined) {
      tokens.push({ text: number.replaceAll(',', ''), kind: ordinal === undefined ? 'digits' : 'ordinal' });
    } else if (symbol !== undefined) tokens.push({ text: symbols.get(symbol) ?? symbol, kind: 'word' });
    else if (tokens.length > 0) tokens.push({ text: 'dot', kind: 'aside' });
  }
  return currencyBehind(tokens, word);
}

function plain(written: string): string {
  const short = written.length > maxWordLength ? written.slice(0, maxWordLength) : written;
  const lower = short.toLowerCase();
  if (/^[ -~]*$/.test(lower)) return lower;
  return lower.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[‘’ʼ]/g, "'");
}

function spokenWords(letters: string): WordToken[] {
  const long = longForms.get(letters);
  if (long !== undefined) return long.split(' ').map((text) => ({ text, kind: 'word' }));
  if (!letters.includes("'")) return [{ text: letters, kind: 'word' }];
  for (const [ending, spoken] of endings) {
    if (letters.endsWith(ending) && letters.length > ending.length) {
      return [...spokenWords(letters.slice(0, -ending.length)), { text: spoken, kind: 'word' }];
    }
  }
  const last = letters.lastIndexOf("'");
  const ending = letters.slice(last);
  if (ending === "'s" || ending === "'d") {
    return [...spokenWords(letters.slice(0, last)), { text: ending, kind: 'aside' }];
  }
  return [{ text: letters.replaceAll("'", ''), kind: 'word' }];
}

/** `$5` is said `five dollars`. */
function currencyBehind(tokens: WordToken[], word: string): WordToken[] {
  const [currency, amount, ...rest] = tokens;
  if (!/^[^\p{L}\d]*[$£€]\d/u.test(word) || currency === undefined || amount === undefined) return tokens;
  return [amount, currency, ...rest];
}
