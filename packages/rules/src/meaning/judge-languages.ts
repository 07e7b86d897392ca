import type { Language } from '../languages/language.js';
import { languageOf, languages } from '../languages/languages.js';
import { commonNegators, englishNegators } from '../pack/language.js';
import { wordReaderOf } from '../words/word-reader.js';
import { segmentOf, turnStartOf, type HeardSpeech } from '../speech/heard-speech.js';
import { createForeignJudge } from './foreign-meaning.js';
import { createMeaningJudge, type JudgeMeaning, type Stretch } from './judge-meaning.js';

/** How many words before a match show in which language it was said. */
const WORDS_THAT_TELL = 6;

const judges = new Map<Language, JudgeMeaning>();

/** What denies in other languages than this, and means nothing else in it. */
export function negatorsAbroad(language: Language): ReadonlySet<string> {
  const { smallWords, negators } = wordReaderOf(language).classes;
  const all = language.code === 'en' ? commonNegators : new Set([...commonNegators, ...englishNegators]);
  return new Set([...all].filter((word) => !smallWords.has(word) && !negators.has(word)));
}

/**
 * Judges what is meant by matches of phrases in one language, in calls that may mix several: by the rules of the language
 * that was spoken, and by what denies in others, since people mix them within a sentence.
 *
 * @param own the language of the phrases
 */
export function createCallJudge(own: Language, negators: ReadonlySet<string>): JudgeMeaning {
  const judgeAbroad = createForeignJudge((word) => negators.has(word.text));
  return (speech, match, subject) => {
    const judged = judgeOf(spokenLanguage(speech, match, own))(speech, match, subject);
    return judged.meaning === 'stated' ? judgeAbroad(speech, match) : judged;
  };
}

function judgeOf(language: Language): JudgeMeaning {
  const judge = judges.get(language) ?? createMeaningJudge(language);
  judges.set(language, judge);
  return judge;
}

/**
 * The language that a frame names, unless the words plainly tell another: queues name one for calls that change it. If no
 * frame does, the language that most telling words belong to, or that of the phrase.
 */
function spokenLanguage(speech: HeardSpeech, match: Stretch, own: Language): Language {
  const named = languageOf(speech.languages[segmentOf(speech, speech.written[match.from] ?? 0)] ?? '');
  const scores = languages.map((language) => (language === named ? NAMED : 0) + (language === own ? OWN : 0));
  const first = turnStartOf(speech, speech.written[match.from] ?? 0);
  for (let at = Math.max(0, match.from - WORDS_THAT_TELL); at < match.to; at += 1) {
    if ((speech.written[at] ?? 0) < first) continue;
    const tells = speech.words[at]?.tells ?? 0;
    for (let index = 0; index < scores.length; index += 1)
      scores[index] = (scores[index] ?? 0) + ((tells >> index) & 1);
  }
  return languages[scores.indexOf(Math.max(...scores))] ?? own;
}

/** A language that a frame names counts as much as so many telling words, and that of the phrase decides a tie. */
const NAMED = 1.5;
const OWN = 0.25;
