/** A value of a phrase that has a name: `{percent as apr}`. */
export interface NamedValue {
  readonly kind: string;
  readonly name: string;
  /** In UTF-16 code units from the start of the phrase; of an expansion, where that is used. */
  readonly offset: number;
}

const NAMED = /\\.|\{\s{0,20}([a-z]{1,9}) as ([a-z][a-z0-9_]*)\s{0,20}\}|<([^<>]*)>/gs;

/** Finds the named values of phrases, also in the expansions that they use; each is read once. */
export function createNamedValues(expansions: ReadonlyMap<string, string>): (phrase: string) => NamedValue[] {
  const known = new Map<string, readonly NamedValue[]>();
  function inExpansion(name: string): readonly NamedValue[] {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, []); // one that contains itself is refused elsewhere
    const values = read(expansions.get(name) ?? '');
    known.set(name, values);
    return values;
  }
  function read(phrase: string): NamedValue[] {
    const values = Array.from(phrase.matchAll(NAMED)).flatMap(({ 1: kind, 2: name, 3: expansion, index: offset }) => {
      if (kind !== undefined && name !== undefined) return [{ kind, name, offset }];
      return expansion === undefined ? [] : inExpansion(expansion.trim()).map((value) => ({ ...value, offset }));
    });
    return [...new Map(values.map((value) => [`${value.kind} ${value.name}`, value])).values()];
  }
  return read;
}
