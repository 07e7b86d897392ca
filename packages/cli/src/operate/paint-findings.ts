import { createColors } from 'picocolors';

/** Colours what {@link findingsText} wrote, for a terminal; NO_COLOR is respected. */
export function paintFindings(text: string): string {
  const colors = createColors();
  return text
    .replaceAll(/^!/gm, colors.bold(colors.red('!')))
    .replaceAll(/^- .*(\n {2}\S.*)*/gm, (note) =>
      note
        .split('\n')
        .map((line) => colors.dim(line))
        .join('\n'),
    )
    .replace(/^nothing is wrong$/m, colors.green('nothing is wrong'));
}
