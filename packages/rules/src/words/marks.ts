import { splitWords } from './words.js';

/** A mark has at most so many words; brackets that lie further apart are punctuation. */
export const MAX_MARK_WORDS = 8;

/** What may begin or end a mark of several words, or hold one: texts without any of these have none. */
const MAY_MARK = /[[\](){}<>*~♪♫［］（）｛｝＜＞【】]/;

/** Nobody says what stands in these: `[background noise]`, `[PHONE NUMBER]`, `<unk>`, `{cough}`. */
const BRACKETED = /\[[^[\]]*\]|<[^<>]*>|\{[^{}]*\}|［[^［］]*］|【[^【】]*】|｛[^｛｝]*｝|＜[^＜＞]*＞/g;

const ROUND = /\([^()]*\)|（[^（）]*）/g;

/** In these there may be words that were spoken, `(or our partners)`, as well as `(laughs)`, `*laughs*`, `♪ music ♪`. */
const ENCLOSED = /\([^()]*\)|（[^（）]*）|[*~]{1,3}(?=\p{L})[^*~]*[*~]{1,3}|[♪♫][^♪♫]*(?=[♪♫])/gu;

const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words for what is heard and is no speech; a mark in round brackets has one of them. */
const noises = wordSet(`
  applause background beep beeping beeps breath breathes breathing breaths chatter cheering chime chuckle chuckles chuckling
  clicking clicks coughing coughs cough cries crosstalk crying dial dtmf echo foreign gasp gasps giggle giggles giggling
  groans grunt grunts hum humming hums inaudible indecipherable indiscernible indistinct inhales exhales laugh laughing
  laughs laughter mumble mumbles mumbling music muttering noise noises overlapping pause pauses redacted ringing rings
  scoffs screaming sigh sighing sighs silence silent singing sings sneeze sneezes sniff sniffles sniffs snorts sobbing sobs
  static stutters typing unclear unintelligible unknown unrecognizable whispering whispers whistle whistles whistling yawn
  yawns yelling`);

/** Words that stand beside these in a mark. */
const besides = wordSet(`
  a an and agent audio both brief call caller connection customer distorted dog barking door phone heavy heavily hold in
  lang language line long lightly loud loudly muffled nervously of off on over playing quietly short soft softly sound
  sounds speaker speakers speaking speech spanish starts stops talking talk the throat clears clearing tone tones upbeat
  voice voices with word words`);

/**
 * Blanks what recognisers and redaction write for what is no speech, or was taken out. Words keep their places: each
 * word of a mark becomes one in which nothing is spoken. A mark may begin in one text and end in the next.
 *
 * @param texts of successive segments of one speaker
 */
export function withoutMarks(texts: readonly string[]): readonly string[] {
  if (!texts.some(mayMark)) return texts;
  if (!texts.some(mayShareMark)) return texts.map((text) => (mayMark(text) ? blankMarks(text) : text));
  const segments = texts.map(splitWords);
  const bare = blankMarks(segments.flat().join(' '));
  const words = bare === '' ? [] : bare.split(' ');
  let from = 0;
  return segments.map(({ length }) => words.slice(from, (from += length)).join(' '));
}

/** Whether a written word may be part of a mark that is more than this word. */
export const mayMark = (written: string): boolean => MAY_MARK.test(written);

/** Whether the texts from `from` on end a mark that begins in a text before: then words before were none. */
export function endsMark(texts: readonly string[], from: number): boolean {
  if (!texts.slice(from).some(mayMark) || !texts.slice(0, from).some(mayShareMark)) return false;
  const bare = withoutMarks(texts);
  return spokenIn(withoutMarks(texts.slice(0, from))) !== spokenIn(bare.slice(0, from));
}

/** Whether a mark may begin or end in a text without being whole in it. */
const mayShareMark = (text: string): boolean =>
  mayMark(text) && mayMark(text.replace(BRACKETED, '').replace(ROUND, ''));

const blankMarks = (text: string): string =>
  text
    .replace(BRACKETED, (mark) => (isShort(mark) ? blank(mark) : mark))
    .replace(ENCLOSED, (mark) => (isShort(mark) && isNoise(mark) ? blank(mark) : mark));

const spokenIn = (texts: readonly string[]): string => texts.flatMap(splitWords).join(' ');

const isShort = (mark: string): boolean => splitWords(mark).length <= MAX_MARK_WORDS;

function isNoise(mark: string): boolean {
  const words = mark.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => noises.has(word)) && words.every((word) => noises.has(word) || besides.has(word));
}

/** A sign that is no word, in place of each word. */
const blank = (mark: string): string => mark.replace(/\S+/g, '·');

/**
 * A written word that is a mark by itself: masked letters and digits (`XXXX`, `xx-xx`, `***`, `###-####`), and a noise
 * as IBM's recogniser writes it (`%HESITATION`).
 */
const MASK =
  /^[^\p{L}\d]*(?:x{3,20}|x{2,8}(?:[-/.]x{2,8})+)(?:'s)?[^\p{L}\d]*$|^[\p{P}$+]*[*#]{2,}[\p{P}$+]*$|^%\p{L}+\W*$/iu;

/** Whether a written word stands for what was taken out, or for what is no speech. */
export const isMask = (written: string): boolean => MASK.test(written);
