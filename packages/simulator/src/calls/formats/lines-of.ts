/** One by one, since all together may be longer than a string can be; without white space around them. */
export function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf('\n', start);
    const next = end === -1 ? bytes.length : end;
    yield bytes.toString('utf8', start, next).trim();
    start = next + 1;
  }
}
