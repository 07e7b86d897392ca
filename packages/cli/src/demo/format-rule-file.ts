import type { Disclosure, Pack, Phrase, Prohibited, Sayable } from '@cueline/rules';

/**
 * Writes a pack as a rule file that means the same, in JSON, which YAML includes. So a process can be given a pack that no
 * analyst wrote.
 */
export function formatRuleFile({ limits, events, disclosures, prohibited, ...rest }: Pack): string {
  const isNamed = (event: string) => /^[a-z][a-z0-9_]*$/.test(event);
  // The compiler names events that were written in place as no rule file may; they go back to their place.
  const place = (event: string | undefined) => {
    if (event === undefined || isNamed(event)) return event;
    const sayable = events[event];
    return sayable && formatSayable(sayable);
  };
  const formatDisclosure = ({ elements, need, after, before, dueMs, remind, sinceAfter, ...rule }: Disclosure) => ({
    ...formatRule(rule),
    ...formatElements(elements, need),
    after: place(after),
    before: place(before),
    due: dueMs === undefined ? undefined : `${dueMs}ms`,
    remind: remind && { every: `${remind.everyMs}ms`, max: remind.max },
    since: sinceAfter ? 'after' : undefined,
  });
  const file = {
    ...rest,
    events: Object.fromEntries(
      Object.entries(events).flatMap(([name, event]) => (isNamed(name) ? [[name, formatSayable(event)]] : [])),
    ),
    disclosures: disclosures.map(formatDisclosure),
    prohibited: prohibited.map((rule) => ({ ...formatRule(rule), ...formatSayable(rule) })),
    limits: { cues_per_interaction: limits.cuesPerInteraction, quiet: `${limits.quietMs}ms` },
  };
  return JSON.stringify(file, undefined, 2);
}

function formatSayable({ speaker, say, except }: Sayable): { speaker: string; say: Phrase[]; except: Phrase[] } {
  return { speaker, say, except };
}

/** A disclosure with one element without a title has a plain `say`. */
function formatElements(elements: Disclosure['elements'], need: number) {
  const [only] = elements;
  if (elements.length === 1 && only !== undefined && only.title === undefined) return formatSayable(only);
  return { elements: elements.map(({ title, ...sayable }) => ({ title, ...formatSayable(sayable) })), need };
}

type Common = Pick<Prohibited, 'id' | 'title' | 'source' | 'when' | 'unless' | 'valid' | 'cue' | 'examples'>;

function formatRule({ id, title, source, when, unless, valid, cue, examples }: Common) {
  const { said, notSaid } = examples;
  return { id, title, source, when, unless, valid, cue, examples: { said, not_said: notSaid } };
}
