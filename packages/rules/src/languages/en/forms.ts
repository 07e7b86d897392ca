import { irregularForms, otherWords } from './irregular-forms.js';

/**
 * Every form of an English word, as a verb and as a noun, in American and British spelling: `cancel` gives cancels,
 * canceled, cancelled, canceling, cancelling. Some forms that nobody says are among them; they find nothing.
 *
 * @param word in lower case
 */
export function formsOf(word: string): string[] {
  const forms = spellingsOf(word).flatMap((spelling) => {
    const others: readonly string[] = otherWords.get(spelling) ?? [];
    const regular = regularFormsOf(spelling).filter((form) => !others.includes(form));
    return [spelling, ...regular, ...(irregularForms.get(spelling) ?? [])];
  });
  return [...new Set(forms)];
}

/** The forms that a word has by rule: with -s, -ed and -ing. */
export function regularFormsOf(word: string): string[] {
  if (ABBREVIATION.test(word)) return withS(word);
  return [...withS(word), ...stemsOf(word).flatMap((stem) => [pastOf(stem), `${ingStemOf(stem)}ing`])];
}

/** No word ends so, and what a rule makes of one sounds like another word: `apred` like `april`. */
const ABBREVIATION = /[^aeiouyr]r$|[^f]f$(?<![aeioulr]f)|^[^aeiouy]+$/;

function withS(word: string): string[] {
  if (/[^aeiou]y$/.test(word)) return [word.replace(/y$/, 'ies')];
  if (/(?:[sxz]|ch|sh)$/.test(word)) return [`${word}es`];
  return /[^aeiou]o$/.test(word) ? [`${word}s`, `${word}es`] : [`${word}s`];
}

/** What -ed and -ing are added to. A last consonant is doubled if the last syllable is stressed, or for British l. */
function stemsOf(word: string): string[] {
  if (word.endsWith('c')) return [`${word}k`];
  if (/[^aeiou]y$/.test(word)) return [word];
  if (/^(?:[^aeiou]|qu)*[aeiou][^aeiouwxy]$/.test(word)) return [`${word}${word.slice(-1)}`];
  return /[^aeiou][aeiou][^aeiouwxy]$/.test(word) ? [word, `${word}${word.slice(-1)}`] : [word];
}

function pastOf(stem: string): string {
  if (/[^aeiou]y$/.test(stem)) return stem.replace(/y$/, 'ied');
  return stem.endsWith('e') ? `${stem}d` : `${stem}ed`;
}

/** Without a silent e: `charging`, `lying`; but `agreeing`. */
function ingStemOf(stem: string): string {
  if (stem.endsWith('ie')) return stem.replace(/ie$/, 'y');
  return /[aeiouy].*[^eoy]e$/.test(stem) ? stem.slice(0, -1) : stem;
}

/** `authorise` and `authorize`, `analyse` and `analyze`; not `rise`, `size`. */
const SPELT_WITH_S_OR_Z = /(?<=.{3}i|.{2}y)[sz](?=e$|ation$)/;

/** Words that are spelt in two ways by no rule. */
const pairs: readonly (readonly [string, string])[] = `
  favor favour, honor honour, color colour, labor labour, neighbor neighbour, behavior behaviour, rumor rumour,
  flavor flavour, endeavor endeavour, center centre, meter metre, theater theatre, fiber fibre, enroll enrol,
  enrollment enrolment, fulfill fulfil, install instal, installment instalment, cancellation cancelation,
  license licence, practice practise, defense defence, offense offence, program programme, judgment judgement,
  catalog catalogue, dialog dialogue, counselor counsellor, traveler traveller, jewelry jewellery, adviser advisor`
  .split(',')
  .map((pair) => pair.trim().split(' '))
  .map(([one = '', other = '']) => [one, other]);

function spellingsOf(word: string): string[] {
  const paired = pairs.find((pair) => pair.includes(word));
  if (paired !== undefined) return [...paired];
  if (!SPELT_WITH_S_OR_Z.test(word)) return [word];
  return [word, word.replace(SPELT_WITH_S_OR_Z, (letter) => (letter === 's' ? 'z' : 's'))];
}
