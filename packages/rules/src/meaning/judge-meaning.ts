import { turnStartOf, type HeardSpeech } from '../speech/heard-speech.js';
import type { Language } from '../languages/language.js';
import type { Meaning } from '../languages/meaning.js';
import { marks, readTags } from './tag-patterns.js';

/** What a match means, the rule that decided it, and the words with which that rule begins. */
export interface Judged {
  readonly meaning: Meaning;
  readonly rule?: string;
  readonly by?: Stretch;
}

/** Words of a speech, from one up to the one before the other. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** @param subject the pronouns that the phrase begins with one of */
export type JudgeMeaning = (speech: HeardSpeech, match: Stretch, subject?: ReadonlySet<string>) => Judged;

/** How many words before a match are looked at, and behind it, counted as they are written. */
export const WORDS_BEFORE = 14;
export const WORDS_BEHIND = 10;

/** Before a match, passing over fillers leaves no more than this many. */
const UNITS_BEFORE = 10;

/** What is remembered of what was decided, in stretches of speech. */
const MAX_DECIDED = 1000;

/** What a stretch of speech means, by which rule, and at which of its units that begins. */
interface Decision extends Pick<Judged, 'meaning' | 'rule'> {
  readonly at: number;
}

/** Judges by words alone, since neither punctuation nor tone reach us. */
export function createMeaningJudge(language: Language): JudgeMeaning {
  const { read, spelt, compile } = readTags(language);
  const compiled = language.rules.map(({ name, means, when }) => ({
    rule: name,
    meaning: means,
    pattern: compile(when),
  }));

  const over = language.clauseOver === undefined ? undefined : compile(language.clauseOver);

  const { opening = '', closing = '' } = language.questionMarks ?? {};

  /** Words as characters, each of a word or of a sequence that has tags. Question marks count as words. */
  function unitsOf({ words }: HeardSpeech, places: readonly number[]): { character: string; by: Stretch }[] {
    const texts: string[] = [];
    const at: number[] = [];
    for (const place of places) {
      const word = words[place];
      if (word === undefined) continue;
      if (word.opensQuestion === true) at[texts.push(opening) - 1] = place;
      at[texts.push(spelt(word)) - 1] = place;
      if (word.closesQuestion === true) at[texts.push(closing) - 1] = place;
    }
    const units: { character: string; by: Stretch }[] = [];
    for (let unit = 0; unit < texts.length;) {
      const { character, length } = read(texts, unit);
      units.push({ character, by: { from: at[unit] ?? 0, to: (at[unit + length - 1] ?? 0) + 1 } });
      unit += length;
    }
    return units;
  }

  // With each match that recent speech has, all of it is judged anew, and most of it is as it was before.
  const decided = new Map<string, Decision>();

  /** Decides by the first rule whose pattern fits. */
  function decide(whole: string): Decision {
    const from = over?.exec(whole)?.[0].length ?? 0;
    const text = whole.slice(from);
    for (const { rule, meaning, pattern } of compiled) {
      const found = pattern.exec(text);
      if (found !== null) return { meaning, rule, at: from + (namedPlace(found) ?? found.index) };
    }
    return { meaning: 'stated', at: 0 };
  }

  return (speech, match, subject) => {
    const { from: first, to } = match;
    const isDropped = subject !== undefined && !subject.has(speech.words[first]?.text ?? '');
    const before = placesBefore(speech, first);
    const behind = placesBehind(speech, to);
    const all = [
      ...(before.isWhole ? [] : [{ character: marks.more, by: match }]),
      ...unitsOf(speech, before.places),
      { character: isDropped ? marks.beginDropped : marks.begin, by: match },
      ...unitsOf(speech, range(first, to)),
      { character: marks.end, by: match },
      ...unitsOf(speech, behind.places),
      ...(behind.isWhole ? [] : [{ character: marks.more, by: match }]),
    ];
    const whole = all.map(({ character }) => character).join('');
    if (decided.size === MAX_DECIDED) decided.clear();
    const decision = decided.get(whole) ?? decide(whole);
    decided.set(whole, decision);
    const { meaning, rule, at } = decision;
    return rule === undefined ? { meaning } : { meaning, rule, by: all[at]?.by ?? match };
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

/** The words of the same turn before a match, without what matching passes over, and whether these are all. */
function placesBefore(speech: HeardSpeech, from: number): { places: number[]; isWhole: boolean } {
  const places: number[] = [];
  const start = speech.written[from] ?? 0;
  const turnStart = turnStartOf(speech, start);
  for (let at = from; ;) {
    const pass = speech.passesTo[at];
    at = pass === undefined ? at - 1 : Math.min(...pass);
    const written = speech.written[at];
    if (written === undefined || written < turnStart) return { places: places.toReversed(), isWhole: true };
    if (places.length === UNITS_BEFORE || written < start - WORDS_BEFORE)
      return { places: places.toReversed(), isWhole: false };
    if (pass === undefined) places.push(at);
  }
}

/** The words of the same turn behind a match, without what matching passes over, and whether these are all. */
function placesBehind({ written, passesFrom, turnStarts }: HeardSpeech, to: number): ReturnType<typeof placesBefore> {
  const last = written[to - 1] ?? 0;
  const turnEnd = turnStarts.find((start) => start > last) ?? Infinity;
  const places: number[] = [];
  let at = to;
  while ((written[at] ?? Infinity) < Math.min(turnEnd, last + 1 + WORDS_BEHIND)) {
    const pass = passesFrom[at];
    if (pass === undefined) places.push(at);
    at = pass === undefined ? at + 1 : Math.max(...pass);
  }
  return { places, isWhole: (written[at] ?? Infinity) >= turnEnd };
}

/** Where the group begins that names what decided, if the pattern has one. */
function namedPlace({ indices }: RegExpExecArray): number | undefined {
  return Object.values(indices?.groups ?? {}).find((place) => place !== undefined)?.[0];
}
