/** The fields of a stream's entry by name, from how Redis gives them: name, value, name, value… */
export function streamFields(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(pairs.flatMap((name, i) => (i % 2 === 0 ? [[name, pairs[i + 1] ?? '']] : [])));
}
