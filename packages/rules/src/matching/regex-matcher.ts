import { regexFlags } from '../phrases/regex-flags.js';
import { splitWords } from '../words/words.js';

/** Where a regular expression matched, in written words, both inclusive. */
export interface RegexMatch {
  readonly from: number;
  readonly to: number;
}

/** How many written words of earlier speech are joined to a segment, and the most that a match may span. */
export const REGEX_REACH = 40;

/** Longer words are cut; together with the above it bounds the text a regular expression sees. */
const MAX_WORD_LENGTH = 40;

/** How many words a window has; longer segments are searched window by window. */
const WINDOW_WORDS = 2 * REGEX_REACH;

/** Written words, and by word whether it is passed over. */
export interface WrittenWords {
  readonly words: readonly string[];
  readonly isPassed: readonly (boolean | undefined)[];
}

/** Compiles a regular expression of a rule; fillers are no part of the text it sees. */
export function createRegexMatcher(source: string) {
  const regex = new RegExp(source, `g${regexFlags(source)}`);
  const literal = requiredLiteral(source);

  function search({ words, isPassed }: WrittenWords, start: number, end: number): RegexMatch[] {
    const places: number[] = [];
    const kept: string[] = [];
    for (let place = start; place < end; place += 1) {
      if (isPassed[place] === true) continue;
      kept.push((words[place] ?? '').slice(0, MAX_WORD_LENGTH));
      places.push(place);
    }
    const text = kept.join(' ');
    if (!text.toLowerCase().includes(literal)) return [];
    const matches: RegexMatch[] = [];
    for (const { 0: found, index } of text.matchAll(regex)) {
      if (found.trim() === '') continue;
      const lead = found.length - found.trimStart().length;
      const from = splitWords(`${text.slice(0, index + lead)}x`).length - 1;
      const to = splitWords(text.slice(0, index + found.trimEnd().length)).length - 1;
      if (to - from < REGEX_REACH) matches.push({ from: places[from] ?? start, to: places[to] ?? start });
    }
    return matches;
  }

  /** Finds every match in the segments and in their joins with what was said before, each once. */
  function searchAll(words: WrittenWords, segmentEnds: readonly number[]): RegexMatch[] {
    const found = new Map<string, RegexMatch>();
    let start = 0;
    for (const end of segmentEnds) {
      const windows: [number, number][] = [[start, Math.min(end, start + WINDOW_WORDS)]];
      for (let at = start - REGEX_REACH; at < end; at += REGEX_REACH)
        windows.push([Math.max(0, at), Math.min(end, at + WINDOW_WORDS)]);
      for (const [from, to] of windows) {
        for (const match of search(words, from, to)) found.set(`${match.from}-${match.to}`, match);
      }
      start = end;
    }
    return [...found.values()];
  }

  return { literal, search: searchAll };
}

const LOOKAROUND = /\(\?<?[!=][^()[\]]*\)/g;
const QUANTIFIER = String.raw`(?:(?:[?*+]|\{[^}]*\})\??)?`;
const ESCAPE = String.raw`\\(?:u\w{4}|x\w{2}|c\w|k<\w+>|p\{[^}]*\}|\d+|.)`;
/** What is not one plain character, and a plain character that may be absent. */
const NOT_PLAIN = new RegExp(String.raw`(?:${ESCAPE}|\[[^\]]*\])${QUANTIFIER}|.[?*]|.\{[^}]*\}|[.+^$]`, 'g');

/** Part of a word that every match contains, in lower case; empty if none is obvious. */
function requiredLiteral(source: string): string {
  const bare = source.replace(LOOKAROUND, '');
  if (/[|()]/.test(bare)) return '';
  return bare
    .split(NOT_PLAIN)
    .flatMap((piece) => piece.split(' '))
    .reduce((best, piece) => (piece.length > best.length ? piece : best), '')
    .toLowerCase();
}
