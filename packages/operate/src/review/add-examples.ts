import { normalize } from 'node:path';
import { addItems, proposePhrases, type CompiledPack, type Disclosure } from '@cueline/rules';
import type { Answered } from './answers.js';
import type { OpenedRules } from './opened-rules.js';
import { testExamples, type ExampleReport } from './test-examples.js';

/** Rules with what an analyst answered, before they are written. */
export interface RuleDraft {
  readonly rules: CompiledPack;
  /** The new texts of the files that change, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly added: readonly AddedToRule[];
  readonly examples: ExampleReport;
}

/** What a rule gains. */
export interface AddedToRule {
  readonly id: string;
  readonly element: string | undefined;
  readonly said: readonly string[];
  readonly notSaid: readonly string[];
  readonly phrases: readonly string[];
}

/**
 * Adds answered stretches to a rule file as examples, and phrases for those that count.
 *
 * @param open opens the file again, with other texts for some of what it is made of
 * @throws what `require` of the opened rules throws if the result has mistakes
 */
export function addExamples(
  opened: OpenedRules,
  answered: readonly Answered[],
  open: (texts: ReadonlyMap<string, string>) => OpenedRules,
): RuleDraft {
  const { pack } = opened.require();
  const placed = opened.placedRules();
  const texts = new Map<string, string>();
  const added: AddedToRule[] = [];
  for (const { id, element } of partsOf(answered)) {
    const rule = pack.disclosures.find((each) => each.id === id);
    const place = placed.find((each) => each.id === id);
    if (rule === undefined || place === undefined) continue;
    const group = answered.filter((one) => one.id === id && one.element === element);
    const addition = additionTo(rule, { element, group, pack });
    added.push(addition);
    const index = rule.elements.findIndex(({ title }) => title === element);
    const sayPath = rule.elements.length === 1 ? [...place.path, 'say'] : [...place.path, 'elements', index, 'say'];
    const path = normalize(place.file);
    let text = texts.get(path) ?? opened.textOf(place.file);
    text = addItems(text, sayPath, addition.phrases);
    text = addItems(text, [...place.path, 'examples', 'said'], isWhole(rule) ? addition.said : []);
    text = addItems(text, [...place.path, 'examples', 'not_said'], addition.notSaid);
    texts.set(path, text);
  }
  const reopened = open(texts);
  const rules = reopened.require();
  return { rules, texts, added, examples: testExamples(opened.file, rules, reopened.examples()) };
}

/** The disclosures, and their elements, that were answered for, each once. */
function partsOf(answered: readonly Answered[]): Pick<Answered, 'id' | 'element'>[] {
  return [...new Map(answered.map(({ id, element }) => [JSON.stringify([id, element]), { id, element }])).values()];
}

/** Words of one element are no example of a rule that needs several. */
const isWhole = ({ need }: Disclosure): boolean => need === 1;

function additionTo(
  rule: Disclosure,
  { element, group, pack }: { element: string | undefined; group: readonly Answered[]; pack: CompiledPack['pack'] },
): AddedToRule {
  const { id, examples, elements } = rule;
  const accepted = group.filter(({ answer }) => answer === 'counts');
  const said = accepted.map(({ words }) => words);
  const notSaid = group.flatMap(({ answer, words }) => (answer === 'does not count' ? words : []));
  const sayable = elements.find(({ title }) => title === element) ?? elements[0];
  const phrases =
    sayable === undefined
      ? []
      : proposePhrases({ pack, ...sayable, accepted, refused: [...notSaid, ...examples.notSaid] });
  return {
    id,
    element,
    said: said.filter((words) => !examples.said.includes(words)),
    notSaid: notSaid.filter((words) => !examples.notSaid.includes(words)),
    phrases,
  };
}
