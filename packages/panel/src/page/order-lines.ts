/**
 * Lines as they stand on the page: in the order of the panel, but for those that have just been struck, which stay where they
 * were for a moment, so that they are seen to be.
 *
 * @param before rules in the order in which they stand on the page
 * @param isHeld whether a line was struck a moment ago
 */
export function orderLines<L extends { readonly rule: string }>(
  before: readonly string[],
  lines: readonly L[],
  isHeld: (line: L) => boolean,
): L[] {
  const held = lines.filter((line) => isHeld(line) && before.includes(line.rule));
  const ordered = lines.filter((line) => !held.includes(line));
  for (const line of held.toSorted((a, b) => before.indexOf(a.rule) - before.indexOf(b.rule)))
    ordered.splice(before.indexOf(line.rule), 0, line);
  return ordered;
}
