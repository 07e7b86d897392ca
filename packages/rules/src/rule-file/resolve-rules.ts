import { parseDuration } from './duration.js';
import type { Disclosure, Phrase, Prohibited, Sayable } from '../pack/pack.js';
import type { DisclosureInFile, EventInFile, PhraseInFile, ProhibitedInFile, RuleFile } from './rule-file.js';

type Tolerance = 'exact' | 'asr';
type UnclearInFile = NonNullable<RuleFile['unclear']>;

/** docs/matching.md has the figures behind this closeness. */
const DEFAULT_UNCLEAR = { closeness: 0.85, cue: 'soft' } as const;

export interface ResolvedRules {
  readonly disclosures: Disclosure[];
  readonly prohibited: Prohibited[];
  /** Events that were written in place, under the names given to them: `<id>.after` and `<id>.before`. */
  readonly events: ReadonlyMap<string, Sayable>;
}

/** Fills in what the rules of one file leave out. */
export function resolveRules(file: RuleFile, tolerance: Tolerance, unclear: UnclearInFile | undefined): ResolvedRules {
  const events = new Map<string, Sayable>();
  const nameEvent = (event: EventInFile | string | undefined, name: string, of: Tolerance) => {
    if (typeof event !== 'object') return event;
    events.set(name, resolveSayable(event, of));
    return name;
  };
  const disclosures = (file.disclosures ?? []).map((rule): Disclosure => {
    const ownTolerance = rule.tolerance ?? tolerance;
    const elements = elementsOf(rule, ownTolerance);
    return {
      ...common(rule),
      elements,
      need: rule.need ?? elements.length,
      after: nameEvent(rule.after, `${rule.id}.after`, ownTolerance),
      sinceAfter: rule.since === 'after',
      before: nameEvent(rule.before, `${rule.id}.before`, ownTolerance),
      dueMs: rule.due === undefined ? undefined : parseDuration(rule.due),
      from: rule.from,
      remind: rule.remind && { everyMs: parseDuration(rule.remind.every), max: rule.remind.max },
      unclear: resolveUnclear(rule.unclear, unclear),
    };
  });
  const prohibited = (file.prohibited ?? []).map((rule): Prohibited => ({
    ...common(rule),
    ...resolveSayable(rule, rule.tolerance ?? tolerance),
  }));
  return { disclosures, prohibited, events };
}

/** What a rule says of what came close to it; the rest is what the pack says, or the default. */
function resolveUnclear(own: UnclearInFile | undefined, ofPack: UnclearInFile | undefined): Disclosure['unclear'] {
  if ((own ?? ofPack) === 'off') return undefined;
  const { closeness = DEFAULT_UNCLEAR.closeness, cue = DEFAULT_UNCLEAR.cue } = {
    ...(ofPack !== 'off' && ofPack),
    ...(own !== 'off' && own),
  };
  return { closeness, cue };
}

/** Gives each phrase its tolerance: its own, or else the one passed in. */
export function resolveSayable({ speaker = 'agent', say, except = [] }: EventInFile, tolerance: Tolerance): Sayable {
  const resolve = (phrases: readonly PhraseInFile[]) => phrases.map((phrase) => resolvePhrase(phrase, tolerance));
  return { speaker, say: resolve(say), except: resolve(except) };
}

function resolvePhrase(phrase: PhraseInFile, tolerance: Tolerance): Phrase {
  if (typeof phrase === 'string') return { phrase, tolerance };
  return 'regex' in phrase ? phrase : { ...phrase, tolerance: phrase.tolerance ?? tolerance };
}

/** What a disclosure excepts, each of its elements excepts. */
function elementsOf(
  { speaker, say, except = [], elements }: DisclosureInFile,
  tolerance: Tolerance,
): Disclosure['elements'] {
  if (!elements) return [resolveSayable({ speaker, say: say ?? [], except }, tolerance)];
  return elements.map((element) => ({
    title: element.title,
    ...resolveSayable(
      { speaker: element.speaker ?? speaker, say: element.say, except: [...(element.except ?? []), ...except] },
      tolerance,
    ),
  }));
}

function common({ id, title, source, when, unless, valid, cue = {}, examples }: DisclosureInFile | ProhibitedInFile) {
  return {
    id,
    title,
    source,
    when,
    unless,
    valid,
    cue: cue === 'off' ? cue : { priority: cue.priority ?? 'high', text: cue.text },
    examples: { said: examples?.said ?? [], notSaid: examples?.not_said ?? [] },
  } as const;
}
