import type { MeaningRule } from '../meaning.js';

/** Parts that several rules have. */
export const shapes = {
  /** What goes between a word that denies and what it denies. */
  bridge: `(having 'que' | small/own/planning-pronoun/supposing/wh/answer/'que'/'porque'/'cuando'/'pero'/'y')*`,
  /** A statement that is introduced: `que [esta llamada se graba`, `que esta llamada [se graba`. */
  claim: `'de'? 'que' -conjunction/subordinator/negation/supposing{0,4} [`,
} as const;

/** In this order. */
export const rules: readonly MeaningRule[] = [
  {
    name: 'act of another',
    means: 'other',
    when: `you may{1,2} clitic* [(?!subject/'ser'/'estar') | (?<=^|opener/conjunction/pleasing) 'puede'/'pueden' clitic* [(?!subject/'ser'/'estar'/finite)`,
    example: 'usted puede [grabar esta llamada]',
    counter: 'nosotros podemos [grabar esta llamada]',
  },
  {
    name: 'proposal or order',
    means: 'other',
    when: `ordering/inviting clitic* [(?!subject/asking/opensQuestion/clitic)`,
    example: 'por favor [grabe esta llamada]',
    counter: 'por favor [esta llamada se graba]',
  },
  {
    name: 'another by name',
    means: 'other',
    when: `('su'/'tu'/'mi'/'otro'/'otra'/'un'/'una'/'el'/'la' person | 'su'/'tu'/'mi'/'otro'/'otra' rival) finite/may? clitic* ([(?!subject/'que') | takesObject clitic* article? [(?!demonstrative))`,
    example: 'su banco [graba esta llamada]',
    counter: 'nuestro banco [graba esta llamada]',
  },
  {
    name: 'as they said',
    means: 'stated',
    when: `'como'/'según' (small-supposing){0,3} reported/telling/heardSay clitic* 'que'? -negation/supposing{0,3} [`,
    example: 'como le dijeron [esta llamada se graba]',
    counter: 'le dijeron que [esta llamada se graba]',
  },
  {
    name: 'no doubt',
    means: 'stated',
    when: `((noDoubt | reassuring) 'de'? 'que'? | negation (small-supposing){0,2} (doubt | untrue) 'que') -negation/supposing/conjunction{0,3} [`,
    example: 'no hay duda de que [esta llamada se graba]',
    counter: 'dudo que [esta llamada se grabe]',
  },
  {
    name: 'untrue',
    means: 'denied',
    when: `(doubt | untrue) <claim>`,
    example: 'es falso que [esta llamada se graba]',
    counter: 'no es falso que [esta llamada se graba]',
  },
  {
    name: 'you may not know',
    means: 'stated',
    when: `negation clitic* knowing <claim>`,
    example: 'tal vez no sabía que [esta llamada se graba]',
    counter: 'no sé si [esta llamada se graba]',
  },
  {
    name: 'undone',
    means: 'denied',
    when: `(?<!negation .{0,3}) undoing clitic* article? -small? [ | [ (.)* ] finite{0,2} (small-supposing){0,2} (?<by>undoing)`,
    example: 'le perdonamos el [cargo por cancelación]',
    counter: 'no le perdonamos el [cargo por cancelación]',
  },
  {
    name: 'denied report',
    means: 'denied',
    when: `negation (small-supposing){0,3} (telling/reported/thinking/truth) clitic* <claim>`,
    example: 'yo no dije que [esta llamada se graba]',
    counter: 'yo dije que [esta llamada se graba]',
  },
  {
    name: 'negation',
    means: 'denied',
    when: `(negation/scarce) <bridge> [(?!subject-clitic/wh)`,
    example: 'no se le [cobra un cargo por cancelación]',
    counter: 'no [esta llamada se graba]',
  },
  {
    name: 'negated verb',
    means: 'denied',
    when: `(negation/scarce) <bridge> takesObject clitic* <bridge> -small? [(?!demonstrative)`,
    example: 'no cobramos [un cargo por cancelación]',
    counter: 'si no cancela a tiempo [se le cobra un cargo]',
  },
  {
    name: 'few',
    means: 'denied',
    when: `(scarce | negation-'no'/'sin') 'de'? [subject | (scarce | negation-'no'/'sin') small{0,2} -small{1,2} [(?!subject-clitic) | 'no' [every`,
    example: 'ninguna de [nuestras llamadas se graba]',
    counter: 'no [nuestras llamadas se graban]',
  },
  {
    name: 'own question',
    means: 'stated',
    when: `[opensQuestion? (wh | clitic* finite? asking) | wh finite [possessive/article`,
    example: 'si gusta [cuál es su nombre]',
    counter: 'si [su nombre es ana]',
  },
  {
    name: 'later',
    means: 'later',
    when: `shortly clitic* (planning clitic*)? mentioning clitic* ('que'/'sobre'/'de')* article* [
      | (planning clitic* mentioning? | mentioning) clitic* ('sobre'/'de'/article)* [ (.)* ] (.){0,3} (?<by>shortly)`,
    example: 'en un momento le voy a pedir [su nombre]',
    counter: 'le voy a pedir [su nombre]',
  },
  {
    name: 'long ago',
    means: 'past',
    when: `paid/was -pronoun{0,3} [ (.)* ] (.){0,3} (?<by>ago) | [ (.)* (paid/was) (.)* ] (.){0,3} (?<by>ago) | ago clitic* (paid/was) <bridge> [`,
    example: 'le cobraron [un cargo por cancelación] el mes pasado',
    counter: 'le cobraron [un cargo por cancelación] hoy',
  },
  {
    name: 'request',
    means: 'stated',
    when: `asking clitic* (small-supposing/subordinator/clitic)* [(?!demonstrative)`,
    example: '¿me podría confirmar [su nombre completo]',
    counter: '¿me podría [grabar esta llamada]',
  },
  {
    name: 'own report',
    means: 'stated',
    when: `(?<!wh small{0,1}) telling clitic* you? ('a' .)? 'de'? 'que' -supposing/negation/reported/wh{0,4} [`,
    example: 'si gusta le informo que [esta llamada se graba]',
    counter: 'si me dicen que [esta llamada se graba]',
  },
  {
    name: 'condition',
    means: 'supposed',
    when: `supposing (small/own/reported/truth/wanting/thinking/person/heardSay)* [ | supposing small* article -small [(?!subject/clitic)`,
    example: 'si [esta llamada se graba]',
    counter: 'si cancela antes [se le cobra un cargo]',
  },
  {
    name: 'wish',
    means: 'supposed',
    when: `(perhaps | wanting 'que') (small-supposing)* [`,
    example: 'quiero que [esta llamada se grabe]',
    counter: 'quiero que sepa que [esta llamada se graba]',
  },
  {
    name: 'asked report',
    means: 'asked',
    when: `opensQuestion -closesQuestion{0,5} (reported/truth/heardSay) <claim> | 'está'/'están'/'estás' 'usted'/'ustedes'? sure <claim> | wh small{0,1} telling/reported clitic* <claim>`,
    example: '¿está seguro de que [esta llamada se graba]',
    counter: '¿sabía que [esta llamada se graba]',
  },
  {
    name: 'reported',
    means: 'reported',
    when: `(reported/heardSay) clitic* <claim> | hearsay 'que'? -conjunction/supposing{0,4} [ | 'según' article/possessive? person -conjunction/supposing{0,3} [`,
    example: 'me dijeron que [esta llamada se graba]',
    counter: 'le digo que [esta llamada se graba]',
  },
  {
    name: 'question',
    means: 'asked',
    when: `opensQuestion -closesQuestion{0,8} [ | [opensQuestion | doubting -closesQuestion{0,4} [ | requesting clitic* [(?!subject-clitic/finite)`,
    example: '¿entonces [esta llamada se graba]',
    counter: 'entonces [esta llamada se graba]',
  },
];
