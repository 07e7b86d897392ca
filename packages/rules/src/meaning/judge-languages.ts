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

/** The language that a frame names; else the one that most telling words belong to, if they are not those of its own. */
function spokenLanguage(speech: HeardSpeech, match: Stretch, own: Language): Language {
  const named = languageOf(speech.languages[segmentOf(speech, speech.written[match.from] ?? 0)] ?? '');
  if (named !== undefined) return named;
  const counts = languages.map(() => 0);
  const first = turnStartOf(speech, speech.written[match.from] ?? 0);
  for (let at = Math.max(0, match.from - WORDS_THAT_TELL); at < match.to; at += 1) {
    if ((speech.written[at] ?? 0) < first) continue;
    const tells = speech.words[at]?.tells ?? 0;
    for (let index = 0; index < counts.length; index += 1) {
      if ((tells & (1 << index)) !== 0) counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  const most = Math.max(...counts);
  return (counts[languages.indexOf(own)] ?? 0) >= most ? own : (languages[counts.indexOf(most)] ?? own);
}
