import { createNamedValues } from './named-values.js';
import { parseDuration } from './duration.js';
import { languageOf } from '../languages/languages.js';
import type { Pack, Sayable } from '../pack/pack.js';
import { resolveRules, resolveSayable, type PhraseDefaults } from './resolve-rules.js';
import type { RuleFile } from './rule-file.js';

/** What a pack is where its files do not say. */
const DEFAULTS = {
  locale: 'en-US',
  tolerance: 'asr',
  cues_per_interaction: 12,
  quiet: '5s',
} as const;

/**
 * Merges rule files into the pack that runs. They must have been checked.
 *
 * @param files the top file first, then what it includes: a setting of the whole pack is that of the first file that
 *   has it
 */
export function resolvePack(files: readonly RuleFile[]): Pack {
  const limits = files.map((file) => file.limits ?? {});
  const tolerance = files[0]?.tolerance ?? DEFAULTS.tolerance;
  // An included file in another language leaves this one's phrases what they are.
  const locale = files[0]?.locale ?? DEFAULTS.locale;
  const fillers = firstOf(files, 'fillers') ?? languageOf(locale)?.fillers ?? [];
  const defaultsOf = (file: RuleFile): PhraseDefaults => ({
    tolerance: file.tolerance ?? tolerance,
    locale: file.locale ?? locale,
    packLocale: locale,
  });
  const expansions = Object.fromEntries(files.flatMap((file) => Object.entries(file.expansions ?? {})));
  const namedValuesIn = createNamedValues(new Map(Object.entries(expansions)));
  const rules = files.map((file) =>
    resolveRules(file, { defaults: defaultsOf(file), unclear: file.unclear ?? files[0]?.unclear, namedValuesIn }),
  );
  return {
    version: 1,
    locale,
    fillers: [...fillers],
    expansions,
    events: { ...namedEvents(files, defaultsOf), ...Object.fromEntries(rules.flatMap(({ events }) => [...events])) },
    disclosures: rules.flatMap(({ disclosures }) => disclosures),
    prohibited: rules.flatMap(({ prohibited }) => prohibited),
    limits: {
      cuesPerInteraction: firstOf(limits, 'cues_per_interaction') ?? DEFAULTS.cues_per_interaction,
      quietMs: parseDuration(firstOf(limits, 'quiet') ?? DEFAULTS.quiet),
    },
  };
}

function namedEvents(
  files: readonly RuleFile[],
  defaultsOf: (file: RuleFile) => PhraseDefaults,
): Record<string, Sayable> {
  const sayables = new Map<string, Sayable>();
  const otherNames = new Map<string, string>();
  for (const file of files) {
    for (const [name, event] of Object.entries(file.events ?? {})) {
      if (typeof event === 'string') otherNames.set(name, event);
      else sayables.set(name, resolveSayable(event, defaultsOf(file)));
    }
  }
  const follow = (name: string): Sayable | undefined => {
    const other = otherNames.get(name);
    return other === undefined ? sayables.get(name) : follow(other);
  };
  for (const name of otherNames.keys()) {
    const sayable = follow(name);
    if (sayable) sayables.set(name, sayable);
  }
  return Object.fromEntries(sayables);
}

function firstOf<T extends object, K extends keyof T>(parts: readonly T[], key: K): T[K] | undefined {
  return parts.find((part) => part[key] !== undefined)?.[key];
}
