/** Breaks titles between words into at most three lines of its width; returns the lines of a table's head, top to bottom. */
export function headLines(titles: readonly string[], widths: readonly number[]): string[][] {
  const columns = titles.map((title, column) => breakWords(title, widths[column] ?? 0).slice(0, 3));
  const height = Math.max(1, ...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns.map((lines) => lines[line - (height - lines.length)] ?? ''),
  );
}

function breakWords(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
