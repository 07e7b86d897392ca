import type { Pack, Sayable } from './pack.js';
import { answerKey, elementKey, eventKey, prohibitedKey } from './sayables.js';

/** Something that a pack listens for, as people know it. */
export interface Listened {
  /** Its key in matches. */
  readonly key: string;
  readonly kind: 'disclosure' | 'answer' | 'event' | 'prohibited';
  /** The rule's id, or the event's name; of an answer `<id>.yes` or `<id>.no`. */
  readonly id: string;
  /** The title of the element, in a disclosure that has several. */
  readonly element: string | undefined;
  /** Who has to say it. */
  readonly speaker: Sayable['speaker'];
}

/** All that a pack listens for, in its order. */
export function listenedFor({ disclosures, events, prohibited }: Pack): Listened[] {
  return [
    ...disclosures.flatMap(({ id, elements }) =>
      elements.map(({ title, speaker }, index): Listened => ({
        key: elementKey(id, index),
        kind: 'disclosure',
        id,
        element: title,
        speaker,
      })),
    ),
    ...disclosures.flatMap(({ id, answer }) =>
      (['yes', 'no'] as const).flatMap((how): Listened[] =>
        answer === undefined
          ? []
          : [{ key: answerKey(id, how), kind: 'answer', id: `${id}.${how}`, element: undefined, speaker: 'customer' }],
      ),
    ),
    ...Object.entries(events).map(([name, { speaker }]): Listened => ({
      key: eventKey(name),
      kind: 'event',
      id: name,
      element: undefined,
      speaker,
    })),
    ...prohibited.map(({ id, speaker }): Listened => ({
      key: prohibitedKey(id),
      kind: 'prohibited',
      id,
      element: undefined,
      speaker,
    })),
  ];
}
