import type { Language } from '../languages/language.js';
import { withoutAccents } from '../words/word-classes.js';
import type { WordToken } from '../words/word-tokens.js';

/*
 * A pattern says over tags of words what a rule of meaning says over words: `negation small* [` is a word that denies,
 * small words, and the match. Each word becomes one character that stands for all its tags, and a pattern becomes a
 * regular expression over these characters. docs/languages.md explains the notation.
 */

const LIST = String.raw`(?:[a-zA-Z]+|'[^']*')(?:\/(?:[a-zA-Z]+|'[^']*'))*`;
const PIECES = new RegExp(String.raw`\(\?<by>|<(\w+)>|\[\[|[[\]~.]|\s+|(?=[a-zA-Z'-])(${LIST})?(?:-(${LIST}))?`, 'g');

/** The characters that stand for no word; `more`: more was said before, or behind. */
export const marks = { begin: '\uF8F0', beginDropped: '\uF8F1', end: '\uF8F2', more: '\uF8F3' } as const;

const FIRST_CHARACTER = 0xe000;

/** Reads the words of a language, and its patterns. */
export function readTags({ tags, shapes, rules }: Pick<Language, 'tags' | 'shapes' | 'rules'>) {
  const tagsOf = new Map<string, Set<string>>([['', new Set()]]);
  const add = (text: string, tag: string) => tagsOf.set(text, (tagsOf.get(text) ?? new Set()).add(tag));
  const listed = Object.entries(tags).flatMap(([tag, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word) => [word.replaceAll('_', ' '), tag] as const),
  );
  for (const [word, tag] of listed) add(word, tag);
  // Accents are not always written; without them a word may be another, that has tags of its own.
  const own = new Set(listed.map(([word]) => word));
  for (const [word, tag] of listed) if (!own.has(withoutAccents(word))) add(withoutAccents(word), tag);
  // A word that a pattern names is a tag of its own.
  const patterns = [...Object.values(shapes), ...rules.map(({ when }) => when)];
  for (const [quoted] of patterns.join(' ').matchAll(/'[^']*'/g)) {
    const word = quoted.slice(1, -1);
    add(word, quoted);
    if (!own.has(withoutAccents(word))) add(withoutAccents(word), quoted);
  }

  const characters = new Map<string, { character: string; set: ReadonlySet<string> }>();
  for (const set of tagsOf.values()) {
    const key = [...set].toSorted().join(' ');
    const character = String.fromCodePoint(FIRST_CHARACTER + characters.size);
    if (!characters.has(key)) characters.set(key, { character, set });
  }
  const characterOf = (set: ReadonlySet<string>) => characters.get([...set].toSorted().join(' '))?.character ?? '';
  const byText = new Map([...tagsOf].map(([text, set]) => [text, characterOf(set)]));
  const untagged = characterOf(new Set());
  /** By its first word, how many words the longest sequence has. */
  const longest = new Map<string, number>();
  for (const text of byText.keys()) {
    const [first = '', ...rest] = text.split(' ');
    longest.set(first, Math.max(longest.get(first) ?? 1, rest.length + 1));
  }

  const known = new Set([...byText.keys()].flatMap((text) => text.split(' ')));
  /** A word as it is written, if it is known with its accents. */
  const spelt = ({ text, accented }: WordToken): string =>
    accented !== undefined && known.has(accented) ? accented : text;

  /** A word with one of some tags, or any word, but none with one of the others. */
  function oneOf(some: string | undefined, others: string | undefined): string {
    const hasAny = (set: ReadonlySet<string>, list: string) => list.split('/').some((tag) => set.has(tag));
    const wanted = [...characters.values()].filter(
      ({ set }) => (some === undefined || hasAny(set, some)) && (others === undefined || !hasAny(set, others)),
    );
    return `[${wanted.map(({ character }) => character).join('')}]`;
  }
  const signs = new Map([
    ['(?<by>', '(?<by>'],
    ['[[', marks.beginDropped],
    ['[', `[${marks.begin}${marks.beginDropped}]`],
    [']', marks.end],
    ['~', marks.more],
  ]);
  const expand = (pattern: string): string =>
    pattern.replace(PIECES, (piece: string, shape?: string, some?: string, others?: string) => {
      if (shape !== undefined) return `(?:${expand(shapes[shape] ?? '')})`;
      return signs.get(piece) ?? (piece.trim() === '' ? '' : oneOf(some, others));
    });

  /** The character of the longest sequence that begins with the first of some words, and how many words it has. */
  function read(words: readonly string[], first: number): { character: string; length: number } {
    const one = words[first] ?? '';
    for (let length = longest.get(one) ?? 1; length > 1; length -= 1) {
      const character = byText.get(words.slice(first, first + length).join(' '));
      if (character !== undefined) return { character, length };
    }
    return { character: byText.get(one) ?? untagged, length: 1 };
  }
  function compile(pattern: string): RegExp {
    let groups = 0; // Node 22 refuses a pattern in which two groups have one name
    const source = expand(pattern).replaceAll('(?<by>', () => `(?<by${(groups += 1)}>`);
    return new RegExp(source, 'du');
  }
  return { read, spelt, compile };
}

/**
 * The words and sequences that decide behind a match: of the tags that patterns name as `by` there.
 *
 * @param asLast whether only those that decide while nothing follows them
 */
export function sequencesBehind({ tags, rules }: Pick<Language, 'tags' | 'rules'>, asLast: boolean): string[][] {
  const behind = rules
    .flatMap(({ when }) => alternativesOf(when).flatMap((each) => each.split(']').slice(1)))
    .filter((each) => !asLast || each.includes('$'));
  const named = behind.flatMap((each) => [...each.matchAll(/\(\?<by>([a-zA-Z/]+)/g)]);
  const listed = named.flatMap(([, some = '']) =>
    some.split('/').flatMap((tag) => (tags[tag] ?? '').trim().split(/\s+/)),
  );
  return [...new Set([...listed, ...listed.map(withoutAccents)])].map((each) => each.split('_'));
}

/** The alternatives that a pattern has outside of round brackets. */
function alternativesOf(pattern: string): string[] {
  let depth = 0;
  const alternatives = [''];
  for (const character of pattern) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    if (character === '|' && depth === 0) alternatives.push('');
    else alternatives.push(`${alternatives.pop() ?? ''}${character}`);
  }
  return alternatives;
}
