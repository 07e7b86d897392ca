import type { Pack, Sayable } from './pack.js';

/** The key under which an element of a disclosure is looked for. */
export const elementKey = (disclosureId: string, index: number) => `${disclosureId}#${index}`;
export const eventKey = (name: string) => `event:${name}`;
export const isEventKey = (key: string) => key.startsWith('event:');
/** Whether a customer agrees. */
export type Answer = 'yes' | 'no';
export const answerKey = (disclosureId: string, answer: Answer) => `answer:${disclosureId}.${answer}`;
export const isAnswerKey = (key: string) => key.startsWith('answer:');
export const prohibitedKey = (id: string) => `prohibited:${id}`;

/** All that a pack listens for, by key: `<disclosure id>#<element index>`, `answer:<disclosure id>.<yes or no>`, `event:<name>`, `prohibited:<id>`. */
export function sayablesOf(pack: Pack): Map<string, Sayable> {
  return new Map([
    ...pack.disclosures.flatMap(({ id, elements }) =>
      elements.map((element, index) => [elementKey(id, index), pick(element)] as const),
    ),
    ...pack.disclosures.flatMap(({ id, answer }) =>
      answer === undefined
        ? []
        : (['yes', 'no'] as const).map((how) => {
            return [answerKey(id, how), { speaker: 'customer', say: answer[how], except: answer.except }] satisfies [
              string,
              Sayable,
            ];
          }),
    ),
    ...Object.entries(pack.events).map(([name, event]) => [eventKey(name), event] as const),
    ...pack.prohibited.map((rule) => [prohibitedKey(rule.id), pick(rule)] as const),
  ]);
}

/** A rule's say without the rest of the rule. */
const pick = ({ speaker, say, except }: Sayable): Sayable => ({ speaker, say, except });

/** What an engine is compiled from. */
export interface EngineSource extends Pick<Pack, 'locale' | 'fillers' | 'expansions'> {
  readonly sayables: ReadonlyMap<string, Sayable>;
}
