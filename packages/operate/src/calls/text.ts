export { callClock } from './call-clock.js';
export { isOtherMeaning, meaningText } from './meaning-text.js';
export { shortenAlternatives } from './shorten-alternatives.js';
export { nearMissText, phraseMatchText, whyNot } from './phrase-text.js';
