import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../matching/create-engine.js';
import type { Language } from './language.js';
import { languages } from './languages.js';
import type { MeaningRule } from './meaning.js';

/** What is said, and an engine for the words in square brackets; a phrase has the words in round ones, too. */
function heard(sentence: string, { code }: Language) {
  const [, before = '', subject = '', match = '', behind = ''] =
    /^(.*?) ?\[(?:\((\w+)\) )?(.*?)\] ?(.*)$/.exec(sentence) ?? [];
  const say = [{ phrase: `${subject} ${match}`.trim(), tolerance: 'asr' as const }];
  const sayables = new Map([['rule#0', { speaker: 'agent' as const, say, except: [] }]]);
  const engine = createEngine({ locale: code, fillers: ['um'], expansions: {}, sayables });
  return { engine, words: [before, match, behind].join(' ').trim().split(' ') };
}

const isSaid = (sentence: string, language: Language) => {
  const { engine, words } = heard(sentence, language);
  return engine.match('agent', [words.join(' ')]).length > 0;
};

/** The rule that decided, as far as near misses say it. */
function decider(sentence: string, language: Language): string | undefined {
  const { engine, words } = heard(sentence, language);
  return engine.nearest('agent', [words.join(' ')])[0]?.rule;
}

const counts = ({ means }: MeaningRule) => means === 'stated' || means === 'inverted';

const all = languages.flatMap((language) => language.rules.map((rule) => ({ ...rule, language, in: language.name })));

describe.each(all)('$in: $name', ({ language, ...rule }) => {
  const { name, means, example, counter } = rule;

  test(`decides: ${example}`, () => {
    // What counts is no near miss, so only the counter-example shows who decided.
    expect([isSaid(example, language), decider(example, language)]).toEqual(
      counts(rule) ? [true, undefined] : [false, name],
    );
  });

  test(`does not decide: ${counter}`, () => {
    expect(decider(counter, language)).not.toBe(name);
    expect(isSaid(counter, language) && means === 'stated').toBe(false);
  });

  test.each([example, counter])('neither cuts nor fillers change what is meant: %s', (sentence) => {
    const { engine, words } = heard(sentence, language);
    const match = (texts: readonly string[]) => engine.match('agent', texts).length;
    const whole = match([words.join(' ')]);
    const cuts = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
    expect(cuts.map(match)).toEqual(cuts.map(() => whole));
    expect(cuts.map((cut) => match([cut.join(' um ')]))).toEqual(cuts.map(() => whole));
    const changing = cuts.filter((cut) => match(cut.slice(0, 1)) !== whole);
    expect(changing.filter((cut) => engine.mayChange('agent', cut, 1).size === 0)).toEqual([]);
  });
});

test.each(languages)(
  'the rules of $name are listed in order, each with its example and counter-example',
  (language) => {
    const file = language.code === 'en' ? 'matching' : 'languages';
    const docs = readFileSync(new URL(`../../../../docs/${file}.md`, import.meta.url), 'utf8');
    const rows = language.rules.map(({ name, means, example, counter }) => {
      return `| ${name} | ${means} | \`${example}\` | \`${counter}\` |`;
    });
    expect(docs).toContain(rows.join('\n'));
  },
);
