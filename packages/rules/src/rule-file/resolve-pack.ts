import { createNamedValues } from './named-values.js';
import { parseDuration } from './duration.js';
import { isEnglish } from '../pack/language.js';
import type { Pack, Sayable } from '../pack/pack.js';
import { resolveRules, resolveSayable } from './resolve-rules.js';
import type { RuleFile } from './rule-file.js';

/** What a pack is where its files do not say. */
const DEFAULTS = {
  locale: 'en-US',
  fillers: ['um', 'uh', 'er', 'you know', 'like', 'so'],
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
  const locale = firstOf(files, 'locale') ?? DEFAULTS.locale;
  const fillers = firstOf(files, 'fillers') ?? (isEnglish(locale) ? DEFAULTS.fillers : []);
  const expansions = Object.fromEntries(files.flatMap((file) => Object.entries(file.expansions ?? {})));
  const namedValuesIn = createNamedValues(new Map(Object.entries(expansions)));
  const rules = files.map((file) =>
    resolveRules(file, {
      tolerance: file.tolerance ?? tolerance,
      unclear: file.unclear ?? files[0]?.unclear,
      namedValuesIn,
    }),
  );
  return {
    version: 1,
    locale,
    fillers: [...fillers],
    expansions,
    events: { ...namedEvents(files, tolerance), ...Object.fromEntries(rules.flatMap(({ events }) => [...events])) },
    disclosures: rules.flatMap(({ disclosures }) => disclosures),
    prohibited: rules.flatMap(({ prohibited }) => prohibited),
    limits: {
      cuesPerInteraction: firstOf(limits, 'cues_per_interaction') ?? DEFAULTS.cues_per_interaction,
      quietMs: parseDuration(firstOf(limits, 'quiet') ?? DEFAULTS.quiet),
    },
  };
}

function namedEvents(files: readonly RuleFile[], tolerance: 'exact' | 'asr'): Record<string, Sayable> {
  const sayables = new Map<string, Sayable>();
  const otherNames = new Map<string, string>();
  for (const file of files) {
    for (const [name, event] of Object.entries(file.events ?? {})) {
      if (typeof event === 'string') otherNames.set(name, event);
      else sayables.set(name, resolveSayable(event, file.tolerance ?? tolerance));
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
