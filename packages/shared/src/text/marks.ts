/* What recognisers and redaction write for what is no speech, or was taken out. Ingest and the rules both read it here. */

/** A mark has at most so many words; brackets that lie further apart are punctuation. */
export const MAX_MARK_WORDS = 16;

/** What may begin or end a mark of several words, or hold one: texts without any of these have none. */
const MAY_MARK = /[[\](){}<>*#~♪♫［］（）｛｝＜＞【】]/;

/** Nobody says what stands in these: `[background noise]`, `[PHONE NUMBER]`, `<unk>`, `{cough}`. */
const BRACKETED = /\[[^[\]]*\]|<[^<>]*>|\{[^{}]*\}|［[^［］]*］|【[^【】]*】|｛[^｛｝]*｝|＜[^＜＞]*＞/g;

const ROUND = /\([^()]*\)|（[^（）]*）/g;

/**
 * In these there may be words that were spoken, `(or our partners)`, as well as `(laughs)`, `*laughs*`, `♪ music ♪`. None holds
 * another.
 */
const ENCLOSED = /\([^()]*\)|（[^（）]*）|[*~]{1,3}(?=\p{L})[^*~()（）♪♫]*[*~]{1,3}|[♪♫][^♪♫()（）*~]*(?=[♪♫])/gu;

/** What was taken out, sign by sign: `* * * *`. One or two are keys of the telephone. */
const SPACED = /(?<!\S)([*#])(?:\s+\1){2,}(?!\S)/g;

/**
 * A written word that is a mark by itself: masked letters and digits (`XXXX`, `xx-xx`, `***`, `###-####`), and a noise
 * as IBM's recogniser writes it (`%HESITATION`).
 */
const MASK =
  /^[^\p{L}\d]*(?:x{3,20}|x{2,8}(?:[-/.]x{2,8})+)(?:'s)?[^\p{L}\d]*$|^[\p{P}$+]*[*#]{2,}[\p{P}$+]*$|^%\p{L}+\W*$/iu;

/** A text without either has no masked word in which there are letters. */
const MAY_MASK = /x[-/.]?x|%/i;

const WORD = /[\p{L}\p{N}]/u;

const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words for what is heard and is no speech; a mark in round brackets has one of them. */
const noises = wordSet(`
  applause audio background beep beeping beeps breath breathes breathing breaths chatter cheering chime chuckle chuckles
  chuckling clapping clicking clicks cough coughing coughs cries crosstalk crying dial dialing dialling disconnected
  closes disconnects dtmf echo exhales exhaling foreign gasp gasping gasps giggle giggles giggling groaning groans grunt
  grunting grunts hiccup hiccups hum humming hums inaudible indecipherable indiscernible indistinct indistinctly
  inhales inhaling laugh laughing laughs laughter moaning moans mumble mumbles mumbling music muttering noise noises
  overlapping pause pauses redacted redaction ringing rings scoffs screaming sigh sighing sighs silence silent singing
  sings sneeze sneezes sniff sniffles sniffs snoring snorts sobbing sobs static stutters typing unclear unintelligible
  unknown unrecognizable whispering whispers whistle whistles whistling yawn yawns yelling
  aplausos estornudo ininteligible llanto música musica pausa pitido risa risas ruido ruidos silencio suspiro suspiros tono
  keyboard slams speech throat thud
  alarm barks burping burps buzzing buzzes chewing clanging footsteps gulping gulps hiss hissing honking honks opens
  popping rattling rustles rustling scratching screams screeching shouting shouts shuffling shuts siren sirens sniffling
  squeaking thunder
  geräusch geräusche gelächter lachen lacht musik rauschen stille unverständlich
  bruit inaudibile musique musica rires rire risos silêncio`);

/** Words that stand beside these in a mark. */
const besides = wordSet(`
  a agent an and audio automated barking both brief call caller child clearing clears connection continues customer cuts
  blank detected different distorted dog door female heavily heavy hold in lang lightly line long loud loudly male man muffled
  multiple nervously no of off on other out over people phone playing quietly short soft softly sound sounds speaker
  speakers starts stops the throat tone tones upbeat voice voicemail voices with woman word words
  cliente de del el en espera fondo fuerte hombre inaudible la línea linea llamada mujer niño perro teléfono telefono voces
  voz y`);

/** `(speaking Spanish)`: a mark too, if it names both. */
const speaking = wordSet('speaking speaks spoken speech talking talks conversation habla hablan hablando');
const languages = wordSet(`
  arabic bengali cantonese chinese creole dutch english farsi filipino french german greek gujarati haitian hebrew hindi
  italian japanese korean language mandarin persian polish portuguese punjabi romanian russian somali spanish swahili
  tagalog tamil telugu thai turkish ukrainian urdu vietnamese
  español ingles inglés portugués`);

/** Whether a text may hold a mark, or a part of one, that is more than a masked word. */
export const mayMark = (text: string): boolean => MAY_MARK.test(text);

/** Whether a mark may begin or end in a text without being whole in it. */
export const mayShareMark = (text: string): boolean =>
  mayMark(text) && mayMark(text.replace(BRACKETED, '').replace(ROUND, ''));

/** Blanks the marks in a text, but for masked words. Each word of a mark becomes one in which nothing is spoken. */
export const blankMarks = (text: string): string =>
  text
    .replace(BRACKETED, (mark) => (isShort(mark) ? blank(mark) : mark))
    .replace(ENCLOSED, (mark) => (isShort(mark) && isNoise(mark) ? blank(mark) : mark))
    .replace(SPACED, blank);

/** Whether a written word stands for what was taken out, or for what is no speech. */
export const isMask = (written: string): boolean => MASK.test(written);

/** Whether there are words in a text besides marks. */
export function hasWords(text: string): boolean {
  if (!WORD.test(text) || !(mayMark(text) || MAY_MASK.test(text))) return WORD.test(text); // most texts
  return blankMarks(text)
    .split(/\s+/)
    .some((word) => WORD.test(word) && !isMask(word));
}

const isShort = (mark: string): boolean => (mark.match(/\S+/g) ?? []).length <= MAX_MARK_WORDS;

function isNoise(mark: string): boolean {
  const words = mark.toLowerCase().match(/\p{L}+/gu) ?? [];
  const some = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  return (
    (some(noises) || (some(speaking) && some(languages))) &&
    words.every((word) => [noises, besides, speaking, languages].some((set) => set.has(word)))
  );
}

/** A sign that is no word, in place of each word. */
const blank = (mark: string): string => mark.replace(/\S+/g, '·');
