import { irregularVerbs, participles, stemChanges, wholeForms } from './irregular-verbs.js';

/**
 * Every form of a Spanish word, without accents, since words are compared without them: of a verb all persons and tenses
 * with the pronouns that are written behind it (`grabar`: graba, grabaremos, grabada, grabarla, grábeme); of other words
 * the plural and, for adjectives, the feminine. Some forms that nobody says are among them; they find nothing.
 */
export function formsOf(word: string): string[] {
  const plain = word.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  const infinitive = plain.replace(/(?<=[aei]r)se$/, '');
  const isVerb = /^.+[aei]r$|^ir$/.test(infinitive) && !NO_VERBS.has(infinitive);
  return [...new Set([plain, ...(isVerb ? verbForms(infinitive) : nounForms(plain))])];
}

/** Nouns and adjectives that look like verbs. */
const NO_VERBS = new Set(
  'lugar hogar mujer ayer taller alquiler celular familiar titular particular auxiliar dolar'.split(' '),
);

const pronouns = 'le les lo la los las se nos me te'.split(' ');
const withPronouns = (form: string): string[] => [form, ...pronouns.map((pronoun) => `${form}${pronoun}`)];
const join = (stem: string, endings: string): string[] => endings.split(' ').map((ending) => `${stem}${ending}`);

function verbForms(infinitive: string): string[] {
  const whole = wholeForms.get(infinitive);
  if (whole !== undefined) return [...withPronouns(infinitive), ...whole];
  const [prefix, base] = irregularBase(infinitive);
  const { first, past, future, noChange } = irregularVerbs.get(base) ?? {};
  const kind = infinitive.slice(-2);
  const stem = infinitive.slice(0, -2);
  const change = noChange === true ? undefined : stemChanges.find(({ verbs }) => verbs.has(base));
  const strong = change === undefined ? stem : changed(stem, change.stressed);
  const weak = change?.weak === undefined ? stem : changed(stem, change.weak);
  const yo = first === undefined ? `${beforeO(strong, kind)}o` : `${prefix}${first}`;
  const pasts = past === undefined ? preterite(stem, weak, kind) : strongPreterite(`${prefix}${past}`);
  const later = future === undefined ? infinitive : `${prefix}${future}`;
  const gerund = withPronouns(gerundOf(weak, kind));
  const subjunctive = subjunctiveOf({ stem, strong, weak, yo, kind });
  return [
    ...withPronouns(infinitive),
    yo,
    ...present(stem, strong, kind),
    ...join(stem, kind === 'ar' ? 'aba abas abamos aban' : 'ia ias iamos ian'),
    ...pasts,
    ...join(later, 'e as a emos an ia ias iamos ian'),
    ...subjunctive,
    // `permítame`, `díganos`
    ...[subjunctive[0] ?? '', subjunctive[3] ?? ''].flatMap((form) =>
      ['me', 'nos', 'le', 'lo', 'la', 'se'].map((pronoun) => `${form}${pronoun}`),
    ),
    ...gerund,
    ...participlesOf(prefix, base, stem, kind),
  ];
}

/** A verb as a prefix and the irregular one that it is made of: `mantener`, `proponer`. */
function irregularBase(infinitive: string): [prefix: string, base: string] {
  for (const base of irregularVerbs.keys()) {
    if (infinitive.endsWith(base)) return [infinitive.slice(0, -base.length), base];
  }
  return ['', infinitive];
}

/** A stem whose last vowel changes: `cont`, `o` to `ue`. */
function changed(stem: string, [from, to]: readonly [string, string]): string {
  const at = stem.lastIndexOf(from);
  return at < 0 ? stem : `${stem.slice(0, at)}${to}${stem.slice(at + from.length)}`;
}

function present(stem: string, strong: string, kind: string): string[] {
  if (kind === 'ar') return [...join(strong, 'as a an'), `${stem}amos`];
  const spelt = /[^gq]u$/.test(stem) && kind === 'ir' ? `${strong}y` : strong;
  return [...join(spelt, 'es e en'), `${stem}${kind === 'er' ? 'emos' : 'imos'}`];
}

/** Spelt as it sounds before `o` and `a`. */
function beforeO(stem: string, kind: string): string {
  if (kind === 'ar') return stem;
  if (kind === 'ir' && /[^gq]u$/.test(stem)) return `${stem}y`;
  if (stem.endsWith('gu')) return stem.slice(0, -1);
  if (stem.endsWith('g')) return `${stem.slice(0, -1)}j`;
  if (/[aeiou]c$/.test(stem)) return `${stem.slice(0, -1)}zc`;
  return stem.replace(/c$/, 'z');
}

/** Spelt as it sounds before `e`. */
const beforeE = (stem: string): string => stem.replace(/c$/, 'qu').replace(/g$/, 'gu').replace(/z$/, 'c');

function preterite(stem: string, weak: string, kind: string): string[] {
  const more = (past: string) => join(past, 'ra ras ramos ran se ses semos sen');
  if (kind === 'ar') return [`${beforeE(stem)}e`, ...join(stem, 'aste o amos aron'), ...more(`${stem}a`)];
  const third = /[aeou]$/.test(stem) && !/[gq]u$/.test(stem) ? `${weak}y` : `${weak}i`;
  return [...join(stem, 'i iste imos'), `${third}o`, `${third}eron`, ...more(`${third}e`)];
}

function strongPreterite(past: string): string[] {
  const third = past.endsWith('j') ? `${past}e` : `${past}ie`;
  return [
    ...join(past, 'e iste imos'),
    `${past.replace(/c$/, 'z')}o`,
    `${third}ron`,
    ...join(third, 'ra ras ramos ran se ses semos sen'),
  ];
}

function gerundOf(weak: string, kind: string): string {
  if (kind === 'ar') return `${weak}ando`;
  return /[aeou]$/.test(weak) && !/[gq]u$/.test(weak) ? `${weak}yendo` : `${weak}iendo`;
}

interface Stems {
  readonly stem: string;
  readonly strong: string;
  readonly weak: string;
  readonly yo: string;
  readonly kind: string;
}

/** First the third person, which is a polite order; fourth the plural of it. */
function subjunctiveOf({ stem, strong, weak, yo, kind }: Stems): string[] {
  if (kind === 'ar') return [...join(beforeE(strong), 'e es e en'), `${beforeE(stem)}emos`];
  const own = yo.replace(/o$/, '');
  const we = weak === stem && own.endsWith(strong) && strong !== stem ? stem : own;
  return [...join(own, 'a as a an'), `${we}amos`, `${beforeO(weak, kind)}amos`];
}

function participlesOf(prefix: string, base: string, stem: string, kind: string): string[] {
  const irregular = participles.find(([ending]) => `${prefix}${base}`.endsWith(ending));
  const participle =
    irregular === undefined
      ? `${stem}${kind === 'ar' ? 'ado' : 'ido'}`
      : `${`${prefix}${base}`.slice(0, -irregular[0].length)}${irregular[1]}`;
  return join(participle.slice(0, -1), 'o a os as');
}

const ADJECTIVE = /(?:[ai]d|os|iv|ic|ari|ori|uest|ect|rit|iert)o$/;

function nounForms(word: string): string[] {
  if (ADJECTIVE.test(word)) return join(word.slice(0, -1), 'o a os as');
  if (/[aeiou]$/.test(word)) return [word, `${word}s`];
  if (word.endsWith('z')) return [word, word.replace(/z$/, 'ces')];
  if (/[dt]or$/.test(word)) return [word, ...join(word, 'es a as')];
  return word.endsWith('s') ? [word] : [word, `${word}es`];
}
