import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseRuleFile } from '../checks/parse-rule-file.js';
import { compilePack } from '../matching/compile-pack.js';
import type { Disclosure, Prohibited } from '../pack/pack.js';
import { surroundings, type SaidExample } from './surroundings.fixture.js';
import { elementKey, prohibitedKey } from '../pack/sayables.js';

/** In how many surroundings of each kind an example is put; `npm run surroundings` puts each in all. */
const EACH = Number(process.env['SURROUNDINGS_EACH'] ?? 1);

/** From one example to the next: no factor of how many surroundings there are of a kind. */
const STEP = 7;

const directory = new URL('../../../../rules/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, directory), 'utf8');
// The default pack only includes others, and the lexicon has no rules.
const files = readdirSync(directory).filter((name) => /(?<!^default|^lexicon)\.yaml$/.test(name));

/** Speech of one speaker, and the segments with which he begins anew, since another has spoken. */
interface Spoken {
  readonly texts: readonly string[];
  readonly turns: readonly number[];
}

/** A line with an example in it: with and without punctuation, cut, and with a turn of another between. */
function spokenWays(line: string, example: string): Spoken[] {
  const [before = '', behind = ''] = line.split('_').map((part) => part.trim());
  const parts = [before, example, behind].filter((part) => part !== '');
  const sentences = parts.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}.`);
  return [
    { texts: [parts.join(' ')], turns: [] },
    { texts: [sentences.join(' ')], turns: [] },
    { texts: parts, turns: [] },
    { texts: parts, turns: [1] },
  ];
}

const keysOf = (rule: Disclosure | Prohibited): string[] =>
  'elements' in rule ? rule.elements.map((_, index) => elementKey(rule.id, index)) : [prohibitedKey(rule.id)];

test.each(files)('what stands beside the examples of %s takes them away only if it means to', (name) => {
  const parsed = parseRuleFile(read(name), { file: name, readFile: read });
  if (!parsed.ok) throw new Error(`${name} is no pack`);
  const { pack, engine } = compilePack(parsed.pack);
  const heardIn = ({ texts, turns }: Spoken): ReadonlySet<string> =>
    new Set(engine.match('agent', texts, () => turns).map(({ key }) => key));
  const isSaid = (rule: Disclosure | Prohibited, heard: ReadonlySet<string>): boolean =>
    keysOf(rule).filter((key) => heard.has(key)).length >= ('need' in rule ? rule.need : 1);
  /** Whether what the last segment changes is looked at again. */
  const isSeen = ({ texts, turns }: Spoken, heard: ReadonlySet<string>): boolean => {
    const last = texts.length - 1;
    const before = heardIn({ texts: texts.slice(0, last), turns: [] });
    const mayChange = engine.mayChange(
      'agent',
      texts,
      last,
      () => turns,
      [],
      (key) => before.has(key),
    );
    return [...before, ...heard].every((key) => (before.has(key) && heard.has(key)) || mayChange.has(key));
  };
  const wrong: string[] = [];

  function put(rule: Disclosure | Prohibited, example: SaidExample, index: number): void {
    for (const { suits, keep, lines } of surroundings) {
      if (!suits(example)) continue;
      const ways = lines.flatMap((line) => spokenWays(line, example.text));
      // What denies reaches no further than its turn.
      const all = keep ? ways : ways.filter(({ turns }) => turns.length === 0);
      const own = Array.from(
        { length: Math.min(EACH, all.length) },
        (_, at) => all[(STEP * (index + at)) % all.length],
      );
      for (const spoken of own.filter((each) => each !== undefined)) {
        const heard = heardIn(spoken);
        const told = `${rule.id}: ${spoken.texts.join(spoken.turns.length > 0 ? ' // ' : ' / ')}`;
        if (isSaid(rule, heard) !== keep) wrong.push(told);
        if (spoken.texts.length > 1 && !isSeen(spoken, heard)) wrong.push(`${told}: not looked at again`);
      }
    }
  }

  for (const rule of [...pack.disclosures, ...pack.prohibited])
    for (const [index, text] of rule.examples.said.entries())
      put(rule, { text, isDisclosure: 'elements' in rule }, index);
  expect(wrong).toEqual([]);
});
