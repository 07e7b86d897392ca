/**
 * Puts tables into a document, each in place of the first table under its heading.
 *
 * @throws RangeError if there is no such heading, or no table under it
 */
export function withTables(text: string, tables: Readonly<Record<string, string>>): string {
  let written = text;
  for (const [heading, table] of Object.entries(tables)) {
    const begin = written.indexOf(`\n## ${heading}\n`);
    const [, before = '', old] = /^(\n## [^]*?\n\n)((?:\|.*\n)+)/.exec(begin < 0 ? '' : written.slice(begin)) ?? [];
    if (old === undefined || before.includes('\n## ', 1)) throw new RangeError(`there is no table under ${heading}`);
    const at = begin + before.length;
    written = `${written.slice(0, at)}${table}\n${written.slice(at + old.length)}`;
  }
  return written;
}
