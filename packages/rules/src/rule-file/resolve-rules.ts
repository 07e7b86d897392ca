import { parseDuration } from './duration.js';
import type { NamedValue } from './named-values.js';
import { type Disclosure, type Phrase, type Prohibited, type Sayable, ValueKind } from '../pack/pack.js';
import type { DisclosureInFile, EventInFile, PhraseInFile, ProhibitedInFile, RuleFile } from './rule-file.js';

/** What holds for phrases that say nothing else themselves. */
export interface PhraseDefaults {
  readonly tolerance: 'exact' | 'asr';
  readonly locale: string;
  /** Of the pack; phrases in another language carry their own. */
  readonly packLocale: string;
}
type UnclearInFile = NonNullable<RuleFile['unclear']>;

/** docs/matching.md has the figures behind this closeness. */
const DEFAULT_UNCLEAR = { closeness: 0.85, cue: 'soft' } as const;

export interface ResolvedRules {
  readonly disclosures: Disclosure[];
  readonly prohibited: Prohibited[];
  /** Events that were written in place, under the names given to them: `<id>.after`, `<id>.before` and `<id>.again`. */
  readonly events: ReadonlyMap<string, Sayable>;
}

export interface ResolveContext {
  readonly defaults: PhraseDefaults;
  readonly unclear: UnclearInFile | undefined;
  readonly namedValuesIn: (phrase: string) => NamedValue[];
}

/** Fills in what the rules of one file leave out. */
export function resolveRules(file: RuleFile, { defaults, unclear, namedValuesIn }: ResolveContext): ResolvedRules {
  const events = new Map<string, Sayable>();
  const nameEvent = (event: EventInFile | string | undefined, name: string, of: PhraseDefaults) => {
    if (typeof event !== 'object') return event;
    events.set(name, resolveSayable(event, of));
    return name;
  };
  const disclosures = (file.disclosures ?? []).map((rule): Disclosure => {
    const own = { ...defaults, ...ownDefaults(rule) };
    const elements = elementsOf(rule, own).map((element) => ({
      ...element,
      ...equalsOf(element, rule.equals, namedValuesIn),
    }));
    return {
      ...common(rule),
      elements,
      need: rule.need ?? elements.length,
      after: nameEvent(rule.after, `${rule.id}.after`, own),
      sinceAfter: rule.since === 'after',
      before: nameEvent(rule.before, `${rule.id}.before`, own),
      dueMs: rule.due === undefined ? undefined : parseDuration(rule.due),
      from: rule.from,
      answer: rule.answer && {
        withinMs: parseDuration(rule.answer.within),
        yes: rule.answer.yes.flatMap((phrase) => resolvePhrase(phrase, own)),
        no: rule.answer.no.flatMap((phrase) => resolvePhrase(phrase, own)),
        except: (rule.answer.except ?? []).flatMap((phrase) => resolvePhrase(phrase, own)),
      },
      again: againOf(rule.again, (event) => nameEvent(event, `${rule.id}.again`, own)),
      remind: rule.remind && { everyMs: parseDuration(rule.remind.every), max: rule.remind.max },
      holdMs: rule.hold === undefined ? undefined : parseDuration(rule.hold),
      waivable: rule.waivable,
      unclear: resolveUnclear(rule.unclear, unclear),
    };
  });
  const prohibited = (file.prohibited ?? []).map((rule): Prohibited => ({
    ...common(rule),
    ...resolveSayable(rule, { ...defaults, ...ownDefaults(rule) }),
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

/** What a rule says of its phrases itself. */
function ownDefaults({ tolerance, locale }: Pick<ProhibitedInFile, 'tolerance' | 'locale'>): Partial<PhraseDefaults> {
  return { ...(tolerance && { tolerance }), ...(locale !== undefined && { locale }) };
}

/** Gives each phrase its tolerance and its language: its own, or else those passed in. */
export function resolveSayable(
  { speaker = 'agent', say, except = [], locale }: EventInFile,
  defaults: PhraseDefaults,
): Sayable {
  const own = { ...defaults, locale: locale ?? defaults.locale };
  const resolve = (phrases: readonly PhraseInFile[]) => phrases.flatMap((phrase) => resolvePhrase(phrase, own));
  return { speaker, say: resolve(say), except: resolve(except) };
}

function resolvePhrase(phrase: PhraseInFile, defaults: PhraseDefaults): Phrase[] {
  if (typeof phrase === 'string') return resolvePhrase({ phrase }, defaults);
  if ('regex' in phrase) return [phrase];
  const { tolerance = defaults.tolerance, locale = defaults.locale } = phrase;
  const how = { tolerance, ...(locale === defaults.packLocale ? {} : { locale }) };
  if ('any' in phrase) return phrase.any.map((text) => ({ phrase: text, ...how }));
  return ['all' in phrase ? { all: phrase.all, within: phrase.within, ...how } : { phrase: phrase.phrase, ...how }];
}

/** What a disclosure excepts, each of its elements excepts. */
function elementsOf(
  { speaker, say, except = [], elements }: DisclosureInFile,
  defaults: PhraseDefaults,
): Disclosure['elements'] {
  if (!elements) return [resolveSayable({ speaker, say: say ?? [], except }, defaults)];
  return elements.map((element) => ({
    title: element.title,
    ...resolveSayable(
      { speaker: element.speaker ?? speaker, say: element.say, except: [...(element.except ?? []), ...except] },
      defaults,
    ),
  }));
}

function againOf(
  again: DisclosureInFile['again'],
  nameEvent: (event: EventInFile | string) => string | undefined,
): Disclosure['again'] {
  if (again === undefined) return undefined;
  if (typeof again === 'object' && 'attribute' in again) return again;
  const event = nameEvent(again);
  return event === undefined ? undefined : { event };
}

/** What the values that an element's phrases name have to equal. */
function equalsOf(
  { say }: Sayable,
  equals: DisclosureInFile['equals'] = {},
  namedValuesIn: ResolveContext['namedValuesIn'],
): Pick<Disclosure['elements'][number], 'equals'> {
  const named = say.flatMap((phrase) => {
    const texts = 'regex' in phrase ? [] : 'all' in phrase ? phrase.all : [phrase.phrase];
    const { locale } = 'regex' in phrase ? {} : phrase;
    return texts.flatMap(namedValuesIn).map((value) => ({ ...value, locale }));
  });
  const values = Object.entries(equals).flatMap(([name, attribute]) => {
    const own = named.filter((value) => value.name === name);
    const [first] = own;
    const locales = [...new Set(own.flatMap(({ locale }) => locale ?? []))];
    if (first === undefined) return [];
    return [{ kind: ValueKind.parse(first.kind), attribute, ...(locales.length > 0 && { locales }) }];
  });
  return values.length === 0 ? {} : { equals: values };
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
