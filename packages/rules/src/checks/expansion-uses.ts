import type { LoadedFile } from '../rule-file/load-rule-files.js';

/** The expansions that all files define, by name. */
export function collectExpansions(files: readonly LoadedFile[]): Map<string, string> {
  const entries = files.flatMap(({ draft }) => Object.entries(draft.expansions ?? {}));
  return new Map(entries.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}

/** The `<name>`s in a phrase, and at which UTF-16 code unit they begin; `\<` is the character itself. */
export function usesIn(phrase: string): { name: string; offset: number }[] {
  return Array.from(phrase.matchAll(/\\.|<([^<>]*)>/gs)).flatMap(({ 1: name, index }) =>
    name === undefined ? [] : [{ name, offset: index }],
  );
}

/** Whether the one expansion contains the other, itself or by way of further ones. */
export function leadsTo(
  expansions: ReadonlyMap<string, string>,
  name: string,
  target: string,
  seen = new Set<string>(),
): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  return usesIn(expansions.get(name) ?? '').some(
    (use) => use.name === target || leadsTo(expansions, use.name, target, seen),
  );
}
