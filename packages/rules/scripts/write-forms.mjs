// Writes src/languages/en/irregular-forms.ts from the word lists of WordNet. Run it after `npm run build`; it needs the forms
// that rules make, which are built from the table it writes: the rules do not depend on the table.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { regularFormsOf } from '../dist/languages/en/forms.js';

const require = createRequire(import.meta.url);
const load = (name) => require(`wink-lexicon/src/${name}.js`);
const [words, sensesOfWords, senses] = [load('wn-words'), load('wn-word-senses'), load('wn-senses')];
const usual = load('lexicon');

const isUsual = (word) => /^[a-z]{2,}$/.test(word) && usual[word] !== undefined;
const hasSense = (word, kind) =>
  words[word] !== undefined && sensesOfWords[words[word]].some((sense) => senses[sense].startsWith(kind));

/** Forms by the word they are of, such as rules do not make; the lists leave out the commonest. */
const irregular = new Map([
  ['be', new Set(['am', 'is', 'are', 'was', 'were', 'been'])],
  ['have', new Set(['has', 'had'])],
  ['do', new Set(['does', 'did', 'done'])],
  ['go', new Set(['went', 'gone'])],
]);
for (const [list, kind] of [
  ['wn-verb-exceptions', 'verb'],
  ['wn-noun-exceptions', 'noun'],
]) {
  for (const [form, word] of Object.entries(load(list))) {
    if (!/^[a-z]+$/.test(form) || !isUsual(word) || !hasSense(word, kind) || form === word) continue;
    if (regularFormsOf(word).includes(form)) continue;
    irregular.set(word, (irregular.get(word) ?? new Set()).add(form));
  }
}
for (const [form, word] of Object.entries({ people: 'person' })) irregular.set(word, new Set([form]));

/** What rules make of a word and is another word: `feed` is no form of `fee`, nor `seed` of `see`. */
const others = new Map([['be', ['bed', 'bes']]]);
for (const word of Object.keys(words).filter(isUsual)) {
  const isVerb = hasSense(word, 'verb');
  if (!isVerb && !hasSense(word, 'noun')) continue;
  const isOther = (form) =>
    isVerb ? form.endsWith('ed') && (hasSense(form, 'noun') || hasSense(form, 'verb')) : words[form] !== undefined;
  const verbForms = regularFormsOf(word).filter((form) => /(?:ed|ing)$/.test(form));
  const found = verbForms.filter((form) => isOther(form) && !irregular.get(word)?.has(form));
  if (found.length > 0) others.set(word, found);
}

others.delete('lie'); // `lied` is a song as well

const rows = (table) =>
  [...table].sort(([a], [b]) => (a < b ? -1 : 1)).map(([word, forms]) => [word, ...forms].join(' '));
const inLines = (all) => {
  const lines = [''];
  for (const row of all) {
    if (lines.at(-1).length + row.length > 116) lines.push('');
    lines[lines.length - 1] += `${lines.at(-1) === '' ? '  ' : ' '}${row},`;
  }
  return lines.join('\n').replace(/,$/, '');
};
writeFileSync(
  new URL('../src/languages/en/irregular-forms.ts', import.meta.url),
  `// Written by scripts/write-forms.mjs from WordNet 3.0. WordNet Release 3.0 is Copyright 2006 by Princeton University; its
// licence (https://wordnet.princeton.edu/license-and-commercial-use) permits use, copying and distribution of its data.

const tableOf = (rows: string): ReadonlyMap<string, readonly string[]> =>
  new Map(rows.split(',').map((row) => row.trim().split(' ')).map(([word = '', ...forms]) => [word, forms]));

/** Forms of words that no rule makes, by word. */
export const irregularForms = tableOf(\`
${inLines(rows(irregular))}\`);

/** What rules make of a word though it is another, by word. */
export const otherWords = tableOf(\`
${inLines(rows(others))}\`);
`,
);
