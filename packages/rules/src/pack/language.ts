/*
 * Languages are named by tags such as `es-US`. What matching understands lies in `languages/`. Of other languages it knows
 * what denies, roughly, and compares words exactly.
 */

/** Whether a tag is that of a language or of one of its kinds: `es` covers `es-US` and `es_us`, but not the reverse. */
export function tagCovers(wider: string, tag: string): boolean {
  const [all, one] = [partsOf(wider), partsOf(tag)];
  return all.every((part, index) => part === one[index]);
}

const partsOf = (tag: string): string[] => tag.trim().toLowerCase().split(/[-_]/);

const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Deny in one language and mean nothing else in another, nor in English; without accents. */
export const commonNegators = wordSet(`
  nicht kein keine keinen keinem keiner keines keinesfalls keineswegs weder niemals nie niet geen nooit pas jamais aucun
  aucune nunca jamas ningun ninguna ninguno tampoco nao nenhum nenhuma tampouco nessun nessuno nessuna neanche nemmeno
  neppure ikke ingen aldri aldrig inte inga nigdy не нет никогда`);

export const englishNegators = wordSet('not no never neither nor without cannot');

/** The same, but parts of words or of names in English and Spanish. */
const foreignNegators = wordSet('non ohne senza zonder');

/** Deny in one language and mean something else in another: `no` is `in the` in Portuguese. */
const ownNegators: Readonly<Record<string, string>> = {
  ca: 'sense',
  de: 'ohne niemand',
  fr: 'ne ni sans non',
  it: 'non mai senza',
  nl: 'zonder niets noch',
  pl: 'bez',
  pt: 'nem sem',
};

/** What denies in a language other than English. English does too, since packs mix both. */
export function negatorsIn(locale: string): ReadonlySet<string> {
  const [language = ''] = partsOf(locale);
  const known = new Set([
    ...commonNegators,
    ...foreignNegators,
    ...englishNegators,
    ...wordSet(ownNegators[language] ?? ''),
  ]);
  if (language === 'pt') known.delete('no');
  return known;
}

/** Behind a word that denies, these reassure: `kein problem`, `no se preocupe`. */
export const reassurances = wordSet(`
  problem probleme problema problemas probleem problemen problemer problemi sorge sorgen zorgen souci soucis inquietez
  inquiete preocupe preocupes preocupen preoccupi preoccupare preoccuparti preoccupate duda dudas duvida dubbio zweifel
  frage doute twijfel`);

/** Deny the statement right behind them, and hardly ever answer a question by themselves: `mai questa chiamata è registrata`. */
export const neverWords = wordSet(`
  never nie niemals nooit jamais nunca jamas mai aldri aldrig nigdy никогда keinesfalls keineswegs`);

/** Begin a clause that belongs to what stands before it, even behind a comma: `no es cierto, que ...`. */
export const subordinators = wordSet(`
  dass ob wenn weil damit que qu si porque parce se che perche dat of omdat att om at fordi ze czy that whether if`);

/** Begin a statement when a phrase begins with them, rather than name what is denied. */
export const statementOpeners = wordSet(`
  dieses dieser diese wir ich dit wij we ik ce cet cette nous je esta este esto nosotros essa esse questa questo noi
  denne dette vi jag jeg this i you`);

/** Deny what stands before them: `wir speichern das gespräch nicht`. */
export const trailingNegators = wordSet('nicht nie niemals niet nooit pas ikke inte aldri aldrig');

/** Behind one of those, these ask to agree: `nicht wahr`. */
export const tags = wordSet('wahr waar vrai sant sandt');

/** Begin a statement of its own (never a verb of another language, as `es` may), so that what stands before denies something else: `no, esta llamada se graba`. */
export const foreignSubjects = wordSet(`
  dieses dieser diese das der die den dem ein eine wir ich sie unser unsere ihr ihre dit deze het de een wij we ik u onze
  ce cet cette le la les nous je vous notre votre il elle on esta este esto el los las nosotros usted su nuestra nuestro
  essa esse o a os as voce sua seu nossa nosso questa questo lo gli noi lei nostra nostro sua denne dette vi jag jeg
  this that the we you i it your our`);
