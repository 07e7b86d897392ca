/*
 * What recognisers and redaction write for what is no speech, or was taken out. The rules pass over the same
 * (packages/rules/src/marks.ts); test/marks.test.ts holds the two to each other.
 */

const WORD = /[\p{L}\p{N}]/u;

/** A mark has at most so many words; brackets that lie further apart are punctuation. */
const MAX_MARK_WORDS = 8;

/** Texts with none of these hold no mark, and most have none. */
const MAY_MARK = /[[\](){}<>*~%♪♫［］（）｛｝＜＞【】]|x[-/.]?x/i;

/** `[silence]`, `<unk>`, `{cough}`, whatever stands in them. */
const BRACKETED = /\[[^[\]]*\]|<[^<>]*>|\{[^{}]*\}|［[^［］]*］|【[^【】]*】|｛[^｛｝]*｝|＜[^＜＞]*＞/g;

/** `(laughs)`, `*laughs*`, `♪ music ♪`: only if it is noise that stands in them. */
const ENCLOSED = /\([^()]*\)|（[^（）]*）|[*~]{1,3}(?=\p{L})[^*~]*[*~]{1,3}|[♪♫][^♪♫]*(?=[♪♫])/gu;

/** Masked letters (`XXXX`, `xx-xx`) and IBM's `%HESITATION`. */
const MASK = /^[^\p{L}\d]*(?:x{3,20}|x{2,8}(?:[-/.]x{2,8})+)(?:'s)?[^\p{L}\d]*$|^%\p{L}+\W*$/iu;

const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words for noises: such a mark has one of them. */
const noises = wordSet(`
  applause background beep beeping beeps breath breathes breathing breaths chatter cheering chime chuckle chuckles chuckling
  clicking clicks coughing coughs cough cries crosstalk crying dial dtmf echo foreign gasp gasps giggle giggles giggling
  groans grunt grunts hum humming hums inaudible indecipherable indiscernible indistinct inhales exhales laugh laughing
  laughs laughter mumble mumbles mumbling music muttering noise noises overlapping pause pauses redacted ringing rings
  scoffs screaming sigh sighing sighs silence silent singing sings sneeze sneezes sniff sniffles sniffs snorts sobbing sobs
  static stutters typing unclear unintelligible unknown unrecognizable whispering whispers whistle whistles whistling yawn
  yawns yelling`);

/** Words that stand beside them. */
const besides = wordSet(`
  a an and agent audio both brief call caller connection customer distorted dog barking door phone heavy heavily hold in
  lang language line long lightly loud loudly muffled nervously of off on over playing quietly short soft softly sound
  sounds speaker speakers speaking speech spanish starts stops talking talk the throat clears clearing tone tones upbeat
  voice voices with word words`);

/** Whether there are words in a text besides marks such as `[silence]`. */
export function hasWords(text: string): boolean {
  if (!WORD.test(text) || !MAY_MARK.test(text)) return WORD.test(text);
  const spoken = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(BRACKETED, (mark) => (isShort(mark) ? blank(mark) : mark))
    .replace(ENCLOSED, (mark) => (isShort(mark) && isNoise(mark) ? blank(mark) : mark));
  return spoken.split(' ').some((word) => WORD.test(word) && !MASK.test(word));
}

const isShort = (mark: string): boolean => mark.split(' ').length <= MAX_MARK_WORDS;

function isNoise(mark: string): boolean {
  const words = mark.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => noises.has(word)) && words.every((word) => noises.has(word) || besides.has(word));
}

/** A sign that is no word, in place of each word. */
const blank = (mark: string): string => mark.replace(/[^ ]+/g, '·');
